package io.github.cameldune.stub;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameter {@code filters}, as far as the stub understands it: comparisons of a column with a number, a text in single
 * quotes or a boolean, joined by {@code and}.
 */
record RowFilter(List<Comparison> comparisons) {
    private static final Pattern COMPARISON = Pattern.compile(
            "\\s*(\"[^\"]*\"|\\w+)\\s*(<=|>=|<>|!=|=|<|>)\\s*('(?:[^']|'')*'|-?[0-9.]+|true|false)\\s*",
            Pattern.CASE_INSENSITIVE);

    record Comparison(String column, String operator, Object literal) {}

    static RowFilter parse(String text) throws RowQuery.Refused {
        List<Comparison> comparisons = new ArrayList<>();
        for (String part : text.split("(?i)\\sand\\s")) {
            Matcher matcher = COMPARISON.matcher(part);
            if (!matcher.matches()) {
                throw new RowQuery.Refused(
                        "The stub understands filters such as \"n >= 5 and name = 'x'\", not: " + text);
            }
            comparisons.add(new Comparison(unquoted(matcher.group(1)), matcher.group(2), literal(matcher.group(3))));
        }
        return new RowFilter(comparisons);
    }

    boolean accepts(Map<String, ?> row) {
        return comparisons.stream().allMatch(comparison -> holds(comparison, row.get(comparison.column())));
    }

    private static boolean holds(Comparison comparison, Object value) {
        if (value == null) {
            return false;
        }
        int order = comparable(value).compareTo(comparable(comparison.literal()));
        return switch (comparison.operator()) {
            case "=" -> order == 0;
            case "<>", "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static Object literal(String text) {
        if (text.startsWith("'")) {
            return text.substring(1, text.length() - 1).replace("''", "'");
        }
        return text.matches("(?i)true|false") ? Boolean.valueOf(text) : (Object) new BigDecimal(text);
    }

    static String unquoted(String name) {
        String text = name.strip();
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    /** Numbers before texts, so that any two values have an order. */
    record Key(BigDecimal number, String text) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            if (number != null && other.number != null) {
                return number.compareTo(other.number);
            }
            if (number == null && other.number == null) {
                return text.compareTo(other.text);
            }
            return number != null ? -1 : 1;
        }
    }

    static Key comparable(Object value) {
        return value instanceof Number
                ? new Key(new BigDecimal(value.toString()), null)
                : new Key(null, value.toString());
    }
}
