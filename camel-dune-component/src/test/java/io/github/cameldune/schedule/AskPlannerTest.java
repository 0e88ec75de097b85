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

    private final VirtualTime time = new VirtualTime();
    private final RequestBudget budget = new RequestBudget(time, time);
    private final DurationHistory history = new DurationHistory();
    private final PollSchedule schedule = new PollSchedule(SECOND, Duration.ofMinutes(1), true);
    private final AskPlanner planner = planner(schedule);

    @Test
    void keepsToTheScheduleWhereNothingWasLearned() {
        Duration age = Duration.ofSeconds(400);

        assertThat(planner.next(OptionalLong.empty(), age)).isEqualTo(Duration.ofSeconds(20));
        assertThat(planner.next(OptionalLong.of(0), age)).isEqualTo(Duration.ofSeconds(20));
        assertThat(planner.next(QUERY, age)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void asksAtQuantilesOfWhatWasLearned() {
        learn(100, 100, 100);

        List<Duration> ages = agesAsked(Duration.ofSeconds(200));

        assertThat(ages.get(0)).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(95));
        assertThat(ages.subList(0, 8)).allMatch(age -> age.compareTo(Duration.ofSeconds(40)) > 0);
        assertThat(ages).anyMatch(age -> age.compareTo(Duration.ofSeconds(95)) > 0 && age.toSeconds() < 105);
    }

    @Test
    void neverAsksMoreOftenThanTheFloor() {
        learn(2, 2, 2);
        Duration age = Duration.ZERO;
        for (int i = 0; i < 100; i++) {
            Duration next = planner.next(QUERY, age);
            assertThat(next).isGreaterThanOrEqualTo(SECOND);
            age = age.plus(next);
        }
    }

    @Test
    void keepsToTheScheduleAfterTheLastQuantile() {
        learn(10, 10, 10);

        assertThat(planner.next(QUERY, Duration.ofSeconds(900))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void asksLessWhilePermitsAreShort() {
        learn(100, 100, 100);
        int atLeisure = agesAsked(Duration.ofSeconds(150)).size();

        budget.limit(1);
        StubLane lane = new StubLane().wants(100);
        budget.register(lane);
        time.advance(Duration.ofMinutes(5));

        assertThat(agesAsked(Duration.ofSeconds(150))).hasSizeLessThan(atLeisure);
    }

    @Test
    void ignoresWhatWasLearnedWhenTheScheduleIsFixed() {
        learn(100, 100, 100);
        AskPlanner fixed = planner(new PollSchedule(SECOND, SECOND, false));

        assertThat(fixed.next(QUERY, Duration.ofSeconds(10))).isEqualTo(SECOND);
    }

    @Test
    void backsOffAfterErrors() {
        assertThat(planner.afterError(1)).isBetween(SECOND, Duration.ofSeconds(2));
        assertThat(planner.afterError(3)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
    }

    private List<Duration> agesAsked(Duration until) {
        List<Duration> ages = new ArrayList<>();
        Duration age = planner.next(QUERY, Duration.ZERO);
        while (age.compareTo(until) < 0) {
            ages.add(age);
            age = age.plus(planner.next(QUERY, age));
        }
        return ages;
    }

    private AskPlanner planner(PollSchedule used) {
        ErrorBackoff backoff = new ErrorBackoff(Duration.ofSeconds(2), Duration.ofMinutes(1), () -> 0L);
        return new AskPlanner(used, history, budget, backoff);
    }

    private void learn(long... seconds) {
        for (long s : seconds) {
            history.finished(42, Duration.ofSeconds(s));
        }
    }
}
