package io.github.cameldune.stub;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Rows that the stub makes by itself. */
final class GeneratedRows {
    private static final List<String> TYPES = List.of(
            "bigint",
            "varchar",
            "double",
            "varbinary",
            "timestamp with time zone",
            "decimal(38,18)",
            "uint256",
            "boolean");
    private static final BigInteger BEYOND_LONG = BigInteger.ONE.shiftLeft(64);
    private static final LocalDate DAY = LocalDate.of(2024, 1, 1);
    private static final int SECONDS_OF_DAY = 86_400;

    private GeneratedRows() {}

    static StubRows of(long count, int columns) {
        if (columns < 1 || count < 0) {
            throw new IllegalArgumentException(count + " rows of " + columns + " columns cannot be made");
        }
        String[] names = IntStream.range(0, columns).mapToObj(i -> "c" + i).toArray(String[]::new);
        List<String> types = IntStream.range(0, columns)
                .mapToObj(i -> TYPES.get(i % TYPES.size()))
                .toList();
        return new StubRows(List.of(names), types, count, number -> row(names, number));
    }

    private static Map<String, Object> row(String[] names, long number) {
        Map<String, Object> row = new LinkedHashMap<>(names.length * 2);
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], value(i % TYPES.size(), number));
        }
        return row;
    }

    private static Object value(int kind, long number) {
        return switch (kind) {
            case 0 -> number;
            case 1 -> "row " + number;
            case 2 -> number / 8.0;
            case 3 -> "0x" + Long.toHexString(number + (1L << 60));
            case 4 -> DAY.plusDays(number / SECONDS_OF_DAY) + " " + time(number % SECONDS_OF_DAY) + ".000 UTC";
            case 5 -> BigDecimal.valueOf(number, 2);
            case 6 -> BEYOND_LONG.add(BigInteger.valueOf(number));
            default -> number % 10 == 9 ? null : (Object) (number % 2 == 0);
        };
    }

    private static String time(long second) {
        String text = LocalTime.ofSecondOfDay(second).toString();
        return second % 60 == 0 ? text + ":00" : text;
    }

    /** The result that the metadata of Dune's sample describes. */
    static StubRows sample() {
        return StubRows.generated(
                        1000,
                        number -> StubRows.row(
                                "Rank", number + 1.0, "Project", "project " + number, "Volume", 1_000_000 - number))
                .types("double", "varchar", "bigint");
    }

    static StubRows awkward() {
        String name = "a \"quoted\",\nname";
        Map<String, Object> first = StubRows.row(
                "n",
                1,
                "big",
                BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE),
                "exact",
                new BigDecimal("0.12345678901234567890123456789012345678"),
                "text",
                "say \"no\", or\nnothing; \u20ac \ud83d\ude00",
                "list",
                List.of(1, List.of("x"), Map.of("k", "v")),
                name,
                "=1+1");
        Map<String, Object> second = StubRows.row("n", null, "big", Long.MAX_VALUE, "text", "");
        Map<String, Object> third = StubRows.row(
                name,
                "true",
                "extra",
                Collections.singletonMap("deep", null),
                "text",
                "null",
                "exact",
                new BigDecimal("-1.10"),
                "n",
                Long.MIN_VALUE);
        return StubRows.of(first, second, third);
    }
}
