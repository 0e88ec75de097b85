package io.github.cameldune.internal.schedule.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationEstimateTest {

    private static DurationEstimate of(double... seconds) {
        return new DurationEstimate(seconds);
    }

    @Test
    void surroundsTheSamples() {
        DurationEstimate estimate = of(50, 60, 70);

        assertThat(estimate.finishedBy(60)).isBetween(0.4, 0.6);
        assertThat(estimate.finishedBy(50)).isBetween(0.1, 0.4);
        assertThat(estimate.finishedBy(70)).isBetween(0.6, 0.9);
        assertThat(estimate.finishedBy(0)).isLessThan(1e-4);
        assertThat(estimate.finishedBy(1e6)).isGreaterThan(0.9999);
    }

    @Test
    void ofManySamplesIsTheirDistribution() {
        Random random = new Random(1);
        DurationEstimate estimate = of(random.doubles(32)
                .map(any -> 100 * Math.exp(0.25 * random.nextGaussian()))
                .toArray());

        // half, give or take two standard errors of 32 samples
        assertThat(estimate.finishedBy(100)).isBetween(0.32, 0.68);
        assertThat(estimate.finishedBy(72)).isBetween(0.03, 0.25);
        assertThat(estimate.finishedBy(138)).isBetween(0.75, 0.97);
    }

    @Test
    void keepsBothHumpsOfAQueryThatSometimesFailsAtOnce() {
        DurationEstimate estimate = of(2, 2, 2, 2, 2, 600, 600, 600, 600, 600);

        assertThat(estimate.finishedBy(10)).isBetween(0.35, 0.65);
        assertThat(estimate.finishedBy(100)).isBetween(0.45, 0.65);
        assertThat(estimate.finishedBy(4000)).isGreaterThan(0.85);
    }

    @Test
    void leavesRoomForAnEndThatNoneBeforeHad() {
        DurationEstimate estimate = of(1200, 1200, 1200);

        assertThat(estimate.finishedBy(40)).isBetween(0.01, 0.1);
    }

    @Test
    void takesDurationsOfZero() {
        DurationEstimate estimate = of(0, 0, 0);

        assertThat(estimate.finishedBy(1)).isGreaterThan(0.9);
        assertThat(estimate.pollAges().after(0)).isNotNull();
    }
}
