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

    /**
     * A simple value other than a number or a boolean, as text, or null if it is none. A date with a time is its instant, such as
     * 2026-01-02T03:04:05Z.
     */
    public static String asText(Object value) {
        if (value instanceof java.sql.Date || value instanceof java.sql.Time) {
            // a day, or a time of day: no instant
            return value.toString();
        }
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
