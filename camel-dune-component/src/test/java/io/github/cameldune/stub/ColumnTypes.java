package io.github.cameldune.stub;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Column types of Dune, guessed from values. */
final class ColumnTypes {

    private ColumnTypes() {}

    static List<String> of(Collection<String> columns, List<? extends Map<String, ?>> rows) {
        return columns.stream()
                .map(column -> rows.stream()
                        .<Object>map(row -> row.get(column))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(ColumnTypes::of)
                        .orElse("varchar"))
                .toList();
    }

    private static String of(Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return "bigint";
        } else if (value instanceof BigInteger) {
            return "uint256";
        } else if (value instanceof BigDecimal) {
            return "decimal(38,18)";
        } else if (value instanceof Number) {
            return "double";
        } else if (value instanceof Boolean) {
            return "boolean";
        } else if (value instanceof Collection) {
            return "array(varchar)";
        } else if (value instanceof Map) {
            return "map(varchar,varchar)";
        }
        return "varchar";
    }
}
