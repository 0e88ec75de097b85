package io.github.cameldune.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.internal.client.Verdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnknownStreakTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final UnknownStreak streak = new UnknownStreak();

    private boolean count(Verdict verdict, int second) {
        return streak.count(verdict, NOW.plusSeconds(second));
    }

    @Test
    void threeInARowOverAMinuteAreEnough() {
        assertThat(count(Verdict.UNKNOWN_EXECUTION, 0)).isFalse();
        assertThat(count(Verdict.UNKNOWN_EXECUTION, 59)).isFalse();
        assertThat(count(Verdict.UNKNOWN_EXECUTION, 60)).isTrue();
    }

    @Test
    void twoOverAnHourAndAHundredWithinAMinuteAreNotEnough() {
        assertThat(count(Verdict.UNKNOWN_EXECUTION, 0)).isFalse();
        assertThat(count(Verdict.UNKNOWN_EXECUTION, 3600)).isFalse();
        assertThat(count(Verdict.OK, 3601)).isFalse();
        for (int i = 0; i < 100; i++) {
            assertThat(count(Verdict.UNKNOWN_EXECUTION, 3602 + i / 2)).isFalse();
        }
    }

    @Test
    void anyOtherAnswerBeginsAnew() {
        for (Verdict other : Verdict.values()) {
            if (other != Verdict.UNKNOWN_EXECUTION) {
                count(Verdict.UNKNOWN_EXECUTION, 0);
                count(Verdict.UNKNOWN_EXECUTION, 50);
                assertThat(count(other, 55)).isFalse();
                assertThat(count(Verdict.UNKNOWN_EXECUTION, 70))
                        .as(other.label())
                        .isFalse();
            }
        }
    }
}
