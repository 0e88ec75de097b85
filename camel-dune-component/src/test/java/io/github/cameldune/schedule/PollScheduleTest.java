package io.github.cameldune.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollScheduleTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final PollSchedule schedule = new PollSchedule(SECOND, MINUTE, true);

    @ParameterizedTest
    @CsvSource({"0, 1", "0.2, 1", "1, 1", "4, 2", "100, 10", "1800, 42.426", "3600, 60", "86400, 60", "-5, 1"})
    void intervalIsTheSquareRootOfTheAgeBetweenFloorAndCap(double age, double interval) {
        Duration actual = schedule.interval(Durations.ofSeconds(age));

        assertThat(Durations.seconds(actual)).isCloseTo(interval, within(0.001));
    }

    @Test
    void intervalIsTheFloorWhenNotAdaptive() {
        PollSchedule fixed = new PollSchedule(Duration.ofSeconds(5), MINUTE, false);

        assertThat(fixed.interval(Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void floorBeyondTheCapWins() {
        PollSchedule slow = new PollSchedule(Duration.ofMinutes(5), MINUTE, true);

        assertThat(slow.cap()).isEqualTo(Duration.ofMinutes(5));
        assertThat(slow.interval(Duration.ofDays(1))).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void intervalOfTheLongestAgeIsTheCap() {
        assertThat(schedule.interval(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(MINUTE);
    }

    @Test
    void refusesDurationsThatAreNotPositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PollSchedule(Duration.ZERO, MINUTE, true));
        assertThatIllegalArgumentException().isThrownBy(() -> new PollSchedule(SECOND, Duration.ofSeconds(-1), true));
    }
}
