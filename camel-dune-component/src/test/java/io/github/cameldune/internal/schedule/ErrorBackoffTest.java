package io.github.cameldune.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorBackoffTest {

    private static final Duration BASE = Duration.ofSeconds(2);
    private static final Duration CAP = Duration.ofMinutes(1);

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 4", "3, 8", "5, 32", "6, 60", "1000000, 60", "0, 2", "-1, 2"})
    void doublesWithEachErrorUpToTheCap(int errorsInRow, long longest) {
        assertThat(backoff(0.999999).after(errorsInRow))
                .isBetween(Duration.ofMillis(longest * 1000 - 1), Duration.ofSeconds(longest));
        assertThat(backoff(0).after(errorsInRow)).isEqualTo(Duration.ofMillis(longest * 500));
    }

    @Test
    void capShorterThanTheBaseCountsAsTheBase() {
        ErrorBackoff backoff = new ErrorBackoff(BASE, Duration.ofSeconds(1), () -> -1L);

        assertThat(backoff.after(10)).isBetween(Duration.ofSeconds(1), BASE);
    }

    @Test
    void refusesDurationsThatAreNotPositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ErrorBackoff(Duration.ZERO, CAP, () -> 0L));
        assertThatIllegalArgumentException().isThrownBy(() -> new ErrorBackoff(BASE, Duration.ofSeconds(-1), () -> 0L));
    }

    private static ErrorBackoff backoff(double spread) {
        return new ErrorBackoff(BASE, CAP, new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return spread;
            }
        });
    }
}
