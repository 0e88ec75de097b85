package io.github.cameldune.internal.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Correlation headers in a watch's JSON, each as {@code {"type":"Integer","text":"17"}}: JSON has one kind of number, Java
 * several, and a header arrives as it was sent after a restart too.
 */
final class CorrelationJson {

    private static final String HEADERS = "headers";
    private static final String TYPE = "type";
    private static final String TEXT = "text";

    /** In digits. Of an integer three bits count as one, so the longest that is carried has some 900. */
    private static final int LONGEST_NUMBER = 1_000;

    private static final Map<String, Function<String, Object>> TYPES = Map.of(
            "String", text -> text,
            "Boolean", Boolean::valueOf,
            "Byte", Byte::valueOf,
            "Short", Short::valueOf,
            "Integer", Integer::valueOf,
            "Long", Long::valueOf,
            "Float", Float::valueOf,
            "Double", Double::valueOf,
            "BigInteger", BigInteger::new,
            "BigDecimal", BigDecimal::new);

    private CorrelationJson() {}

    static void write(Map<String, Object> correlation, ObjectNode root) {
        if (!correlation.isEmpty()) {
            ObjectNode headers = root.putObject(HEADERS);
            correlation.forEach((name, value) -> headers.putObject(name)
                    .put(TYPE, value.getClass().getSimpleName())
                    .put(TEXT, value.toString()));
        }
    }

    static Map<String, Object> read(JsonNode root) {
        Map<String, Object> correlation = new LinkedHashMap<>();
        root.path(HEADERS).properties().forEach(header -> {
            String name = header.getKey();
            Object value = value(header.getValue());
            // never written here: a caller that may write to the store must not steer a route with Camel's own headers
            if (value != null && !name.toLowerCase(Locale.ROOT).startsWith("camel")) {
                correlation.put(name, value);
            }
        });
        return correlation;
    }

    private static Object value(JsonNode node) {
        Function<String, Object> type = TYPES.get(node.path(TYPE).asText());
        String text = node.path(TEXT).textValue();
        if (type == null || text == null) {
            return null;
        }
        try {
            Object value = type.apply(text);
            return isSupported(value) ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Whether a value survives the way through the store. */
    static boolean isSupported(Object value) {
        return value instanceof String
                || value instanceof Boolean
                || value instanceof Byte
                || value instanceof Short
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Float single && Float.isFinite(single)
                || value instanceof Double decimal && Double.isFinite(decimal)
                || value instanceof BigInteger integer && integer.bitLength() < 3 * LONGEST_NUMBER
                || value instanceof BigDecimal number && number.precision() <= LONGEST_NUMBER;
    }
}
