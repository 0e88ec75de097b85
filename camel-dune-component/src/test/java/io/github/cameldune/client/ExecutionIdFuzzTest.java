package io.github.cameldune.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.cameldune.fuzz.ShortRun;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is given for an execution id: a part of a path that is nothing else, or refused in harmless words. */
class ExecutionIdFuzzTest {

    private static final Pattern VALID = Pattern.compile("\\A[A-Za-z0-9_-]{1,64}\\z");
    private static final Pattern HARMLESS = Pattern.compile("\\A[ -~…]*\\z");
    private static final Pattern ULID = Pattern.compile("(?i)\\A[0-9A-HJKMNP-TV-Z]{26}\\z");
    private static final Instant FIRST = Instant.parse("2018-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    @Tag("fuzz")
    @Timeout(10)
    @FuzzTest
    void anIdIsSafeOrRefused(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        String stripped = text.strip();
        if (!VALID.matcher(stripped).matches()) {
            IllegalArgumentException refused =
                    catchThrowableOfType(IllegalArgumentException.class, () -> new ExecutionId(text));
            assertThat(refused).hasMessageContaining("is no execution id");
            assertThat(refused.getMessage()).matches(HARMLESS).hasSizeLessThan(300);
            return;
        }
        ExecutionId id = new ExecutionId(text);
        assertThat(URI.create("https://host/v1/execution/" + id + "/status")
                        .normalize()
                        .getPath())
                .isEqualTo("/v1/execution/" + stripped + "/status");
        assertThat(id.submittedAt()).isEqualTo(instantOf(stripped));
    }

    /** What the first ten digits say, if it is a ULID of a time at which there is Dune. */
    private static Optional<Instant> instantOf(String text) {
        if (!ULID.matcher(text).matches()) {
            return Optional.empty();
        }
        long millis = 0;
        for (char digit : text.substring(0, 10).toUpperCase(Locale.ROOT).toCharArray()) {
            millis = millis * 32 + DIGITS.indexOf(digit);
        }
        return Optional.of(Instant.ofEpochMilli(millis)).filter(at -> !at.isBefore(FIRST) && !at.isAfter(LAST));
    }

    @Test
    void anIdIsSafeOrRefusedInAShortRun() {
        ShortRun.of(getClass(), "anIdIsSafeOrRefused", this::anIdIsSafeOrRefused);
    }
}
