package io.github.cameldune.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThriftTest {

    private final Thrift thrift = new Thrift();

    @Test
    void keepsNothingBeforeItKnowsWhatPermitsAreWorth() {
        assertThat(thrift.keeps(0, 0)).isFalse();
    }

    @Test
    void keepsTheLastTokenFromWhatIsWorthLessThanPermitsWereLately() {
        thrift.spent(4);

        assertThat(thrift.keeps(3.9, 0)).isTrue();
        assertThat(thrift.keeps(4.1, 0)).isFalse();
    }

    @Test
    void theMoreTokensThereAreTheLessAQuestionHasToBeWorth() {
        thrift.spent(4);

        assertThat(thrift.keeps(1.9, 0.75)).isTrue();
        assertThat(thrift.keeps(2.1, 0.75)).isFalse();
        assertThat(thrift.keeps(0, 1)).isFalse();
    }

    @Test
    void forgetsWhatPermitsWereWorthLongAgo() {
        thrift.spent(1000);
        for (int i = 0; i < 300; i++) {
            thrift.spent(1);
        }

        assertThat(thrift.keeps(1.1, 0)).isFalse();
        assertThat(thrift.keeps(0.9, 0)).isTrue();
    }

    @Test
    void aLaneWithNothingUrgentLeavesTokensToOneThatHasAndGetsThemOnceTheBucketIsFull() {
        VirtualTime time = new VirtualTime();
        RequestBudget budget = new RequestBudget(time, time);
        budget.limit(100);
        StubLane urgent = new StubLane().wants(10);
        budget.register(urgent);
        assertThat(urgent.permits).hasSize(10);
        urgent.permits.forEach(Permit::answered);
        StubLane calm = new StubLane().wants(100);
        calm.urgency = 0.01;
        budget.register(calm);

        time.advance(Duration.ofSeconds(5));
        assertThat(calm.permits).isEmpty();
        urgent.wants(5);
        budget.signal();
        assertThat(urgent.permits).hasSize(15);

        time.advance(Duration.ofMinutes(1));
        assertThat(calm.permits).hasSizeGreaterThan(70);
    }
}
