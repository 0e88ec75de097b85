package io.github.cameldune.internal.camel;

import java.nio.charset.StandardCharsets;
import java.time.temporal.TemporalAccessor;
import java.util.Date;
import java.util.UUID;

/** Values of headers and options as text. */
public final class SimpleValues {

    private SimpleValues() {}

    /** A value that is a text, or null if it is none. Kafka and others deliver headers as bytes. */
    public static String text(Object value) {
        return value instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : value instanceof CharSequence ? value.toString() : null;
    }

    /** A simple value other than a number or a boolean, as text (a date as its instant), or null if it is none. */
    public static String asText(Object value) {
        if (value instanceof Date date) {
            return date.toInstant().toString();
        }
        return value instanceof CharSequence
                        || value instanceof Character
                        || value instanceof Enum<?>
                        || value instanceof UUID
                        || value instanceof TemporalAccessor
                ? value.toString()
                : null;
    }
}
