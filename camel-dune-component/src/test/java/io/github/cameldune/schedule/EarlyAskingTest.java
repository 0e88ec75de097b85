package io.github.cameldune.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EarlyAskingTest {

    private final VirtualTime time = new VirtualTime();
    private final RequestBudget budget = new RequestBudget(time, time);
    private final StubLane lane = new StubLane();

    @Test
    void withoutALimitNothingIsAskedEarly() {
        lane.wantsEarly = true;
        budget.register(lane);
        budget.signal();

        assertThat(lane.permits).isEmpty();
    }

    @Test
    void whatTheBudgetHasToSpareIsAskedEarlyAndSomeIsKeptForProducers() {
        budget.limit(200);
        lane.wantsEarly = true;
        budget.register(lane);

        assertThat(lane.permits).hasSize(3);
        for (int second = 0; second < 60; second++) {
            time.advance(Duration.ofSeconds(1));
            budget.signal();
        }

        // 180 come in a minute
        assertThat(lane.permits).hasSizeBetween(178, 184);
        assertThat(budget.figures().tokens()).isGreaterThan(15);
    }

    @Test
    void whatIsNotDueIsNoShortageHoweverMuchThereIs() {
        budget.limit(40);
        lane.wantsEarly = true;
        budget.register(lane);
        for (int second = 0; second < 300; second++) {
            time.advance(Duration.ofSeconds(1));
            budget.signal();
        }

        assertThat(budget.figures().tight()).isFalse();
        assertThat(time.pending()).isZero();
    }

    @Test
    void ofTwoLanesTheOneThatGainsMoreAsksFirstThoughTheOtherIsDue() {
        budget.limit(40);
        StubLane due = new StubLane().wants(1);
        lane.wantsEarly = true;
        lane.urgency = 2;
        budget.register(lane);
        int before = lane.permits.size();
        budget.register(due);

        assertThat(lane.permits.size()).isGreaterThan(before);
        assertThat(due.permits).isEmpty();
    }

    @Test
    void duringAPauseNothingIsAskedEarly() {
        budget.limit(40);
        budget.tryAcquire().orElseThrow().limited(Duration.ofSeconds(30));
        lane.wantsEarly = true;
        budget.register(lane);
        time.advance(Duration.ofSeconds(20));
        budget.signal();

        assertThat(lane.permits).isEmpty();
    }
}
