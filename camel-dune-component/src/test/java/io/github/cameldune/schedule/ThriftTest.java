package io.github.cameldune.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThriftTest {

    private final Thrift thrift = new Thrift();
    private final VirtualTime time = new VirtualTime();
    private final RequestBudget budget = budget();

    private RequestBudget budget() {
        RequestBudget limited = new RequestBudget(time, time);
        limited.limit(100);
        return limited;
    }

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
    void wherePermitsAreShortALaneWithNothingUrgentLeavesTokensToOneThatHasAndGetsWhatWouldBeLost() {
        StubLane urgent = lane(200);
        time.advance(Duration.ofMinutes(2));
        assertThat(budget.figures().tight()).isTrue();
        urgent.wants(0);
        StubLane calm = lane(100);
        calm.urgency = 0.01;

        time.advance(Duration.ofSeconds(5));
        assertThat(calm.permits).isEmpty();
        int before = urgent.permits.size();
        urgent.wants(5);
        budget.signal();
        assertThat(urgent.permits).hasSize(before + 5);

        time.advance(Duration.ofMinutes(1));
        assertThat(calm.permits).hasSizeGreaterThan(70);
    }

    @Test
    void wherePermitsAreNotShortWhatIsDueGetsOneAtOnceHoweverLittleItGains() {
        lane(5);
        StubLane calm = lane(2);
        calm.urgency = 0.01;
        budget.signal();

        assertThat(calm.permits).hasSize(2);
    }

    private StubLane lane(int wants) {
        StubLane lane = new StubLane().wants(wants);
        lane.then = Permit::answered;
        budget.register(lane);
        return lane;
    }
}
