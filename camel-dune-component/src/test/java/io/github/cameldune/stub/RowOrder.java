package io.github.cameldune.stub;

import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameter {@code sort_by}: columns with {@code asc} or {@code desc}, separated by commas. */
final class RowOrder {
    private static final Pattern PART = Pattern.compile(
            "\\s*(\"[^\"]*\"|\\w+)(?:\\s+(asc|desc))?(?:\\s+nulls\\s+(?:first|last))?\\s*", Pattern.CASE_INSENSITIVE);

    private RowOrder() {}

    static Comparator<Map<String, ?>> parse(String text) throws RowQuery.Refused {
        Comparator<Map<String, ?>> order = null;
        for (String part : text.split(",")) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw new RowQuery.Refused("Invalid sort_by: " + text);
            }
            String column = RowFilter.unquoted(matcher.group(1));
            Comparator<Object> values = "desc".equalsIgnoreCase(matcher.group(2))
                    ? Comparator.nullsLast(
                            Comparator.comparing(RowFilter::comparable).reversed())
                    : Comparator.nullsLast(Comparator.comparing(RowFilter::comparable));
            Comparator<Map<String, ?>> next = Comparator.comparing(row -> row.get(column), values);
            order = order == null ? next : order.thenComparing(next);
        }
        return order;
    }
}
