package io.github.cameldune.internal.schedule.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollAgesTest {

    /** Ends come at a steady rate: the best interval is about √(2 cost ÷ rate) at any age. */
    @Test
    void pollsAtTheSameIntervalWhileTheRateOfEndsIsTheSame() {
        double rate = 0.01;
        PollAges ages = new PollAges(age -> 1 - Math.exp(-rate * age), 2000);

        for (double age : new double[] {1, 30, 100, 300}) {
            assertThat(ages.after(age).waitFor(0.25, age)).isCloseTo(Math.sqrt(2 * 0.25 / rate), within(0.7));
            // the wait is no longer short beside the mean duration, so the formula is about right only
            assertThat(ages.after(age).waitFor(4, age)).isCloseTo(Math.sqrt(2 * 4 / rate), within(4.0));
        }
    }

    /** The same against the exact optimum, to one percent: the ages of the grid alone are 5 % apart. */
    @ParameterizedTest
    @ValueSource(doubles = {16, 64})
    void findsTheExactOptimumBetweenTheAgesOfItsGrid(double requestCost) {
        double rate = 0.01;
        PollAges ages = new PollAges(age -> 1 - Math.exp(-rate * age), 2000);
        double exact = exactInterval(rate, requestCost);

        for (double age = 5; age < 300; age *= 1.3) {
            assertThat(ages.after(age).waitFor(requestCost, age)).isCloseTo(exact, withinPercentage(1));
        }
    }

    /** What follows an answer is as before it, so the cost of a wait is that of a request and the delay in it, again and again. */
    private static double exactInterval(double rate, double requestCost) {
        double best = 0;
        double least = Double.MAX_VALUE;
        for (double wait = 1; wait < 500; wait += 0.001) {
            double ended = 1 - Math.exp(-rate * wait);
            double cost = (requestCost + wait - ended / rate) / ended;
            if (cost < least) {
                least = cost;
                best = wait;
            }
        }
        return best;
    }

    @Test
    void doesNotPollBeforeAnEndIsPossible() {
        PollAges ages = new PollAges(age -> Math.max(0, Math.min(1, (age - 100) / 50)), 400);

        assertThat(ages.after(0).waitFor(1, 0)).isBetween(100.0, 115.0);
        assertThat(ages.after(50).waitFor(1, 50)).isBetween(50.0, 65.0);
    }

    @Test
    void pollsOnceWhenTheDurationIsCertain() {
        PollAges ages = new PollAges(age -> age < 100 ? 0 : 1, 400);

        double polled = ages.after(0).waitFor(1, 0);

        assertThat(polled).isBetween(96.0, 108.0);
    }

    @Test
    void dearerRequestsAreMadeLater() {
        PollAges ages = new PollAges(age -> age / (age + 20), 2000);

        double last = 0;
        for (double requestCost : new double[] {0.02, 0.1, 0.5, 2, 10, 50}) {
            double wait = ages.after(10).waitFor(requestCost, 10);
            assertThat(wait).isGreaterThan(last);
            last = wait;
        }
    }

    @Test
    void saysNothingOfAgesBeyondItsEnd() {
        PollAges ages = new PollAges(age -> age / (age + 20), 2000);

        assertThat(ages.after(1000)).isNotNull();
        assertThat(ages.after(1500)).isNull();
    }
}
