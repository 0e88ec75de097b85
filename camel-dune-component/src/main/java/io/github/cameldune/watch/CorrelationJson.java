package io.github.cameldune.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Correlation headers in a watch's JSON. JSON has one kind of number, Java several: the field {@code headerTypes} names
 * the kind where it is not the one that the number suggests, so that a header arrives as it was sent after a restart too.
 */
final class CorrelationJson {

    private static final String HEADERS = "headers";
    private static final String TYPES = "headerTypes";

    /** Written as text: of the numbers of JSON, as Jackson reads them, none has it. */
    private static final String NEGATIVE_ZERO = "-0.0";

    /** About 900 digits: Jackson reads no more than 1000 of a number. */
    private static final int MOST_BITS = 3_000;

    /** With more zeros than these, the text of a number is none that can be read. */
    private static final int MOST_SCALE = 1_000_000_000;

    private CorrelationJson() {}

    static void write(Map<String, Object> correlation, ObjectNode root) {
        if (correlation.isEmpty()) {
            return;
        }
        ObjectNode headers = root.putObject(HEADERS);
        ObjectNode types = root.objectNode();
        correlation.forEach((name, value) -> {
            if (value instanceof String text) {
                headers.put(name, text);
            } else if (value instanceof Boolean flag) {
                headers.put(name, flag);
            } else if (value instanceof Integer number) {
                headers.put(name, number);
            } else if (isNegativeZero(value)) {
                headers.put(name, NEGATIVE_ZERO);
                types.put(name, value.getClass().getSimpleName());
            } else {
                headers.put(name, new BigDecimal(value.toString()));
                types.put(name, value.getClass().getSimpleName());
            }
        });
        if (!types.isEmpty()) {
            root.set(TYPES, types);
        }
    }

    static Map<String, Object> read(JsonNode root) {
        Map<String, Object> correlation = new LinkedHashMap<>();
        JsonNode types = root.path(TYPES);
        root.path(HEADERS).properties().forEach(header -> {
            if (header.getKey().toLowerCase(Locale.ROOT).startsWith("camel")) {
                // never written here: whoever may write to the store must not steer a route with Camel's own headers
                return;
            }
            JsonNode value = header.getValue();
            if (value.isTextual()) {
                String type = types.path(header.getKey()).asText("");
                correlation.put(header.getKey(), textOrNegativeZero(value.textValue(), type));
            } else if (value.isBoolean()) {
                correlation.put(header.getKey(), value.booleanValue());
            } else if (value.isNumber()) {
                Number number =
                        number(value.decimalValue(), types.path(header.getKey()).asText(""));
                if (isSupported(number)) {
                    correlation.put(header.getKey(), number);
                }
            }
        });
        return correlation;
    }

    /** Whether a value survives the way through JSON. */
    static boolean isSupported(Object value) {
        return value instanceof String
                || value instanceof Boolean
                || value instanceof Byte
                || value instanceof Short
                || value instanceof Integer
                || value instanceof Long
                || value instanceof BigInteger integer && integer.bitLength() <= MOST_BITS
                || value instanceof BigDecimal number && isSupported(number)
                || value instanceof Float single && Float.isFinite(single)
                || value instanceof Double decimal && Double.isFinite(decimal);
    }

    private static boolean isNegativeZero(Object value) {
        return value.equals(-0.0) || value.equals(-0.0f);
    }

    private static Object textOrNegativeZero(String text, String type) {
        if (text.equals(NEGATIVE_ZERO) && type.equals("Double")) {
            return -0.0;
        }
        if (text.equals(NEGATIVE_ZERO) && type.equals("Float")) {
            return -0.0f;
        }
        return text;
    }

    private static boolean isSupported(BigDecimal number) {
        return number.unscaledValue().bitLength() <= MOST_BITS && Math.abs((long) number.scale()) <= MOST_SCALE;
    }

    /** The number as the kind that is named, if it fits that; else as the one that it suggests. Nothing is cut off. */
    private static Number number(BigDecimal value, String type) {
        try {
            Number named = named(value, type);
            return isSupported(named) ? named : value;
        } catch (ArithmeticException e) {
            return type.isEmpty() ? wholeOr(value) : number(value, "");
        }
    }

    private static Number named(BigDecimal value, String type) {
        return switch (type) {
            case "Byte" -> value.byteValueExact();
            case "Short" -> value.shortValueExact();
            case "Long" -> value.longValueExact();
            case "Float" -> value.floatValue();
            case "Double" -> value.doubleValue();
            // 1e999999999 is a short text and a number that fills the memory
            case "BigInteger" -> Math.abs((long) value.scale()) <= MOST_BITS ? value.toBigIntegerExact() : value;
            case "BigDecimal" -> value;
            default -> value.intValueExact();
        };
    }

    private static Number wholeOr(BigDecimal value) {
        try {
            return value.longValueExact();
        } catch (ArithmeticException e) {
            return value;
        }
    }
}
