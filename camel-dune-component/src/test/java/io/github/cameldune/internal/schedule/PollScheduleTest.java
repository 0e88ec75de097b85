package io.github.cameldune.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.schedule.learning.Priority;
import io.github.cameldune.internal.schedule.learning.QueryDurations;
import io.github.cameldune.internal.time.Seconds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollScheduleTest {

    private static final OptionalLong QUERY = OptionalLong.of(42);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final QueryDurations durations = new QueryDurations();
    private final PollSchedule schedule = schedule(SECOND, MINUTE, true);

    private PollSchedule schedule(Duration delay, Duration longest, boolean adaptive) {
        ErrorBackoff backoff = new ErrorBackoff(Duration.ofSeconds(2), MINUTE, () -> 0L);
        return new PollSchedule(delay, longest, adaptive, durations, backoff);
    }

    private int executions;

    private void learn(long... seconds) {
        for (long s : seconds) {
            durations.ended(42, new ExecutionId("e" + executions++), Duration.ofSeconds(s));
        }
    }

    private static Duration interval(PollSchedule schedule, OptionalLong query, Duration age) {
        return schedule.afterStatus(query, age).interval();
    }

    private List<Duration> agesPolled(Duration until) {
        List<Duration> ages = new ArrayList<>();
        Duration age = interval(schedule, QUERY, Duration.ZERO);
        while (age.compareTo(until) < 0) {
            ages.add(age);
            age = age.plus(interval(schedule, QUERY, age));
        }
        return ages;
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.2, 1", "1, 1", "4, 2", "100, 10", "1800, 42.426", "3600, 60", "86400, 60", "-5, 1"})
    void intervalIsTheSquareRootOfTheAgeBetweenDelayAndMaxPollInterval(double age, double interval) {
        for (OptionalLong unknown : List.of(OptionalLong.empty(), OptionalLong.of(0), QUERY)) {
            Duration actual = interval(schedule, unknown, Seconds.toDuration(age));

            assertThat(Seconds.of(actual)).isCloseTo(interval, within(0.001));
        }
    }

    @Test
    void intervalIsTheDelayIfNotAdaptiveWhateverWasLearned() {
        learn(100, 100, 100);
        PollSchedule fixed = schedule(Duration.ofSeconds(5), MINUTE, false);

        NextPoll next = fixed.afterStatus(QUERY, Duration.ofHours(1));

        assertThat(next.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(next.priority()).isSameAs(Priority.OF_UNKNOWN);
    }

    @Test
    void delayBeyondMaxPollIntervalWins() {
        PollSchedule slow = schedule(Duration.ofMinutes(5), MINUTE, true);

        assertThat(interval(slow, QUERY, Duration.ofDays(1))).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void intervalOfTheGreatestAgeIsMaxPollInterval() {
        assertThat(interval(schedule, QUERY, Duration.ofSeconds(Long.MAX_VALUE)))
                .isEqualTo(MINUTE);
    }

    @Test
    void refusesADelayThatIsNotPositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> schedule(Duration.ZERO, MINUTE, true));
        assertThatIllegalArgumentException().isThrownBy(() -> schedule(Duration.ofSeconds(-1), MINUTE, true));
    }

    @Test
    void pollsAKnownQueryWhenItsEndIsLikely() {
        learn(100, 100, 100);

        List<Duration> ages = agesPolled(Duration.ofSeconds(110));

        // √age would make 21 by then
        assertThat(ages).hasSizeBetween(3, 15);
        assertThat(ages).filteredOn(age -> age.toSeconds() < 70).hasSizeLessThanOrEqualTo(3);
        assertThat(ages).anyMatch(age -> age.toSeconds() >= 95 && age.toSeconds() < 105);
    }

    @Test
    void keepsDelayAndMaxPollIntervalForAKnownQueryToo() {
        learn(2, 2, 2, 2000, 2000, 2000);
        Duration age = Duration.ZERO;
        for (int i = 0; i < 300; i++) {
            Duration next = interval(schedule, QUERY, age);
            assertThat(next).isBetween(SECOND, MINUTE);
            age = age.plus(next);
        }
    }

    @Test
    void followsTheAgeBeyondAllThatWasLearned() {
        learn(10, 10, 10);

        assertThat(interval(schedule, QUERY, Duration.ofSeconds(900))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void whatIsExpectedToEndHasPriorityOverWhatIsNot() {
        learn(100, 100, 100);
        Priority priority = schedule.afterStatus(QUERY, Duration.ofSeconds(20)).priority();

        // polled at 20 seconds, looked at again at 60 and at 110
        assertThat(priority.at(40, 60)).isLessThan(1.5);
        assertThat(priority.at(90, 110)).isGreaterThan(10);
    }

    @Test
    void backsOffAfterErrorsAndForAsLongAsRetryAfterSaysWithinItsCap() {
        assertThat(schedule.afterError(1, null).interval()).isBetween(SECOND, Duration.ofSeconds(2));
        assertThat(schedule.afterError(3, null).interval()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        assertThat(schedule.afterError(1, Duration.ofSeconds(17)).interval()).isEqualTo(Duration.ofSeconds(17));
        assertThat(schedule.afterError(3, Duration.ZERO).interval()).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
        assertThat(schedule.afterError(1, Duration.ofHours(1)).interval()).isEqualTo(MINUTE);
    }

    @Test
    void noPollIsLaterThanAnIntervalThatIsGiven() {
        NextPoll next = schedule.afterStatus(QUERY, Duration.ofSeconds(400));

        assertThat(next.within(SECOND).interval()).isEqualTo(SECOND);
        assertThat(next.within(MINUTE)).isSameAs(next);
    }
}
