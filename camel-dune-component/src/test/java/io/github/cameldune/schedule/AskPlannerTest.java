package io.github.cameldune.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AskPlannerTest {

    private static final OptionalLong QUERY = OptionalLong.of(42);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final DurationHistory history = new DurationHistory();
    private final PollSchedule schedule = new PollSchedule(SECOND, Duration.ofMinutes(1), true);
    private final AskPlanner planner = planner(schedule);

    @Test
    void keepsToTheScheduleWhereNothingWasLearned() {
        Duration age = Duration.ofSeconds(400);

        assertThat(planner.next(OptionalLong.empty(), age).due()).isEqualTo(Duration.ofSeconds(20));
        assertThat(planner.next(OptionalLong.of(0), age).due()).isEqualTo(Duration.ofSeconds(20));
        assertThat(planner.next(QUERY, age).due()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void asksWhenTheEndMayBeExpected() {
        learn(100, 100, 100);

        List<Duration> ages = agesAsked(Duration.ofSeconds(110));

        assertThat(ages).hasSizeBetween(3, 10);
        assertThat(ages.get(0)).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(95));
        assertThat(ages).anyMatch(age -> age.toSeconds() >= 95 && age.toSeconds() < 105);
    }

    @Test
    void toldTheQueryBeforehandItIsInNoHurryBeforeTheEndMayBeExpected() {
        learn(100, 100, 100);

        assertThat(planner.first(QUERY).at(10, 10)).isLessThan(0.1);
        assertThat(planner.first(QUERY).at(110, 110)).isGreaterThan(10);
        assertThat(planner.first(OptionalLong.empty())).isSameAs(Urgency.OF_UNKNOWN);
        assertThat(planner.first(OptionalLong.of(0))).isSameAs(Urgency.OF_UNKNOWN);
        assertThat(planner.first(OptionalLong.of(43))).isSameAs(Urgency.OF_UNKNOWN);
    }

    @Test
    void neverAsksMoreOftenThanTheFloor() {
        learn(2, 2, 2);
        Duration age = Duration.ZERO;
        for (int i = 0; i < 100; i++) {
            Duration next = planner.next(QUERY, age).due();
            assertThat(next).isGreaterThanOrEqualTo(SECOND);
            age = age.plus(next);
        }
    }

    @Test
    void keepsToTheScheduleBeyondAllThatWasLearned() {
        learn(10, 10, 10);

        assertThat(planner.next(QUERY, Duration.ofSeconds(900)).due()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void whatIsExpectedToEndIsMoreUrgentThanWhatIsNot() {
        learn(100, 100, 100);
        NextAsk next = planner.next(QUERY, Duration.ofSeconds(20));

        assertThat(next.earliest()).isEqualTo(SECOND);
        // asked at 20 seconds, looked at again at 60 and at 110
        assertThat(next.urgency().at(40, 60)).isLessThan(1);
        assertThat(next.urgency().at(90, 110)).isGreaterThan(10);
    }

    @Test
    void durationsOfAllExecutionsMoveTheScheduleAtMostToHalfOrDouble() {
        for (int i = 0; i < 30; i++) {
            history.finished(0, Duration.ofSeconds(100));
        }

        // nothing ends at ten seconds, everything at a hundred
        assertThat(planner.next(OptionalLong.of(0), Duration.ofSeconds(9)).due())
                .isEqualTo(Duration.ofSeconds(6));
        assertThat(planner.next(OptionalLong.of(0), Duration.ofSeconds(100)).due())
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(8));
    }

    @Test
    void leavesNoExecutionAloneForLongerThanTheLongestInterval() {
        learn(20_000, 20_000, 20_000);
        ErrorBackoff backoff = new ErrorBackoff(SECOND, SECOND, () -> 0L);
        PollSchedule schedule = new PollSchedule(SECOND, Duration.ofSeconds(2), true);
        AskPlanner given = new AskPlanner(schedule, Duration.ofSeconds(2), history, backoff);

        assertThat(given.next(QUERY, Duration.ofSeconds(100)).due()).isEqualTo(Duration.ofSeconds(2));
        assertThat(planner.next(QUERY, Duration.ofSeconds(100)).due()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void ignoresWhatWasLearnedWhenTheScheduleIsFixed() {
        learn(100, 100, 100);
        AskPlanner fixed = planner(new PollSchedule(SECOND, SECOND, false));

        assertThat(fixed.next(QUERY, Duration.ofSeconds(10)).due()).isEqualTo(SECOND);
    }

    @Test
    void backsOffAfterErrors() {
        assertThat(planner.afterError(1).due()).isBetween(SECOND, Duration.ofSeconds(2));
        assertThat(planner.afterError(3).earliest()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
    }

    private List<Duration> agesAsked(Duration until) {
        List<Duration> ages = new ArrayList<>();
        Duration age = planner.next(QUERY, Duration.ZERO).due();
        while (age.compareTo(until) < 0) {
            ages.add(age);
            age = age.plus(planner.next(QUERY, age).due());
        }
        return ages;
    }

    private AskPlanner planner(PollSchedule used) {
        ErrorBackoff backoff = new ErrorBackoff(Duration.ofSeconds(2), Duration.ofMinutes(1), () -> 0L);
        return new AskPlanner(used, AskPlanner.LONGEST_IF_LEARNED, history, backoff);
    }

    private void learn(long... seconds) {
        for (long s : seconds) {
            history.finished(42, Duration.ofSeconds(s));
        }
    }
}
