package io.github.cameldune.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.fuzz.ShortRun;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever simple values a message carries: each comes back from the store as it was, value and class. */
class CorrelationFuzzTest {

    private static final ExecutionId ID = new ExecutionId("01HKZJ2683PHF9Q9PHHQ8FW4Q1");
    private static final Watch WATCH = Watch.of(ID, Instant.parse("2026-01-01T00:00:00Z"));

    /**
     * Tries some headers.
     *
     * @param lines each of a class, a name and a value, separated by colons
     */
    @Tag("fuzz")
    @Timeout(10)
    @FuzzTest
    void aHeaderComesBackAsItWas(byte[] lines) {
        Map<String, Object> headers = new LinkedHashMap<>();
        for (String line : new String(lines, StandardCharsets.UTF_8).split("\n", 50)) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && !parts[1].toLowerCase(Locale.ROOT).startsWith("camel")) {
                Object value = value(parts[0], parts[2]);
                if (Watch.canCarry(value)) {
                    headers.put(parts[1], value);
                }
            }
        }
        Watch watch = WATCH.with(null, null, headers);

        assertThat(WatchJson.read(ID, WatchJson.write(watch))).isEqualTo(watch);
    }

    private static Object value(String type, String text) {
        try {
            return switch (type) {
                case "String" -> text;
                case "Boolean" -> Boolean.valueOf(text);
                case "Byte" -> Byte.valueOf(text);
                case "Short" -> Short.valueOf(text);
                case "Integer" -> Integer.valueOf(text);
                case "Long" -> Long.valueOf(text);
                // in JSON, no number is -0
                case "Float" -> 0 + Float.parseFloat(text);
                case "Double" -> 0 + Double.parseDouble(text);
                // the constructor's time grows with the square of the length
                case "BigInteger" -> text.length() > 2_000 ? null : new BigInteger(text);
                case "BigDecimal" -> text.length() > 2_000 ? null : new BigDecimal(text);
                default -> null;
            };
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Test
    void aHeaderComesBackAsItWasInAShortRun() {
        ShortRun.of(getClass(), "aHeaderComesBackAsItWas", this::aHeaderComesBackAsItWas);
    }
}
