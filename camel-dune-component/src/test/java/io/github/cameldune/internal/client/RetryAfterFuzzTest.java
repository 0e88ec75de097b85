package io.github.cameldune.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.cameldune.fuzz.ShortRun;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.utils.DateUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever {@code Retry-After} says: a wait that can be added to any time of today, or none. */
class RetryAfterFuzzTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    @Tag("fuzz")
    @Timeout(10)
    @FuzzTest
    void aWaitIsNeitherNegativeNorEndless(byte[] header) {
        String value = new String(header, StandardCharsets.ISO_8859_1);

        Duration wait = RetryAfter.parse(value, NOW);

        if (wait != null) {
            assertThat(wait).isBetween(Duration.ZERO, YEAR);
        }
        String text = value.strip();
        if (text.matches("[0-9]+")) {
            BigInteger seconds = new BigInteger(text).min(BigInteger.valueOf(YEAR.toSeconds()));
            assertThat(wait).isEqualTo(Duration.ofSeconds(seconds.longValueExact()));
        } else if (wait != null && wait.compareTo(Duration.ZERO) > 0 && wait.compareTo(YEAR) < 0) {
            // a date of the coming year: the same date, written as HTTP wants it, is the same wait
            String date = DateUtils.formatStandardDate(NOW.plus(wait));
            assertThat(RetryAfter.parse(date, NOW)).isEqualTo(wait);
        }
    }

    @Test
    void aWaitIsNeitherNegativeNorEndlessInAShortRun() {
        ShortRun.of(getClass(), "aWaitIsNeitherNegativeNorEndless", this::aWaitIsNeitherNegativeNorEndless);
    }
}
