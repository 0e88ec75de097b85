package io.github.cameldune.internal.schedule.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PriorityTest {

    private final Priority learned = Priority.ofWaits(new float[] {1, 2, 3, 10, 10, 10, 20});

    @Test
    void whereNothingIsKnownItIsTheSquareOfTheStalenessOverTwoAges() {
        assertThat(Priority.OF_UNKNOWN.at(6, 12)).isEqualTo(1.5);
    }

    @Test
    void isFiniteForAnExecutionJustSubmittedAndZeroForAClockThatIsLate() {
        assertThat(Priority.OF_UNKNOWN.at(0.005, 0)).isFinite();
        assertThat(Priority.OF_UNKNOWN.at(0, 0)).isZero();
        assertThat(Priority.OF_UNKNOWN.at(-3, -3)).isZero();
        assertThat(learned.at(-3, -3)).isZero();
    }

    @Test
    void reachesEachCostAfterItsWait() {
        assertThat(learned.at(1, 100)).isCloseTo(1 / 64.0, within(1e-9));
        assertThat(learned.at(2, 100)).isCloseTo(1 / 16.0, within(1e-9));
        assertThat(learned.at(3, 100)).isCloseTo(1 / 4.0, within(1e-9));
        assertThat(learned.at(20, 100)).isCloseTo(64, within(1e-9));
    }

    @Test
    void growsWithStalenessAlsoBeyondTheWaitsThatAreKnown() {
        double last = 0;
        for (double staleness = 0.1; staleness < 100; staleness *= 1.1) {
            double priority = learned.at(staleness, 100);
            assertThat(priority).isGreaterThan(last);
            last = priority;
        }
    }

    @Test
    void waitForACostIsWhereThePriorityReachesIt() {
        for (double cost : new double[] {0.01, 0.05, 0.25, 0.7, 1, 3, 30, 64}) {
            assertThat(learned.at(learned.waitFor(cost, 50), 50)).isCloseTo(cost, within(cost * 1e-3));
        }
    }
}
