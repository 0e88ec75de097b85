package io.github.cameldune.internal.schedule.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The short form of {@link SimulationTable}: fewer executions, so that chance has more of a say in them. */
class SimulationTest {

    private static final long SEED = 201;

    @Test
    void seesEndsSoonWithFewRequestsWhenNothingLimitsThem() {
        Result result = new Scenario(Model.heavy(), 10, 0, 1500).run(SEED);

        assertThat(result.requestsPerExecution()).isLessThanOrEqualTo(17.5);
        assertThat(result.mean()).isLessThanOrEqualTo(4.0);
        assertThat(result.percentile(0.95)).isLessThanOrEqualTo(13.5);
        assertThat(result.longest()).isLessThanOrEqualTo(60.2);
    }

    @Test
    void isNearTheBoundAndNeverExceedsTheConfiguredLimit() {
        Scenario scenario = new Scenario(Model.mixed(), 10, 40, 2500);

        Result result = scenario.run(SEED);

        assertThat(result.rejected()).isEmpty();
        assertThat(scenario.timesBound(result)).isLessThanOrEqualTo(1.40);
    }

    @Test
    void discoversALimitAtTheCostOfFew429s() {
        Scenario scenario = Scenario.ofThreeHours(Model.heavy(), 10, 40);

        Result result = scenario.discover(SEED);

        assertThat(Result.between(result.rejected(), 0, 600)).isLessThanOrEqualTo(8);
        double hours = (result.seconds() - 600) / 3600;
        assertThat(Result.between(result.rejected(), 600, result.seconds()) / hours)
                .isLessThanOrEqualTo(2);
        assertThat(result.mean()).isLessThanOrEqualTo(1.1 * scenario.run(SEED).mean());
    }

    @Test
    void learnsFromRepeatedQueriesWhateverTheClockSaysAndThroughRestarts() {
        Scenario scenario = new Scenario(Model.repeat(), 10, 40, 2500, true);

        double unknown = new Scenario(Model.repeat(), 10, 40, 2500).run(SEED).mean();
        double told = scenario.run(SEED).mean();

        assertThat(told).isLessThan(unknown);
        assertThat(scenario.withClockAhead(Duration.ofMinutes(5), SEED)).isLessThanOrEqualTo(1.1);
        assertThat(scenario.afterRestarts(SEED)).isLessThanOrEqualTo(1.1);
    }

    @Test
    void twoExecutionsOfSomeAgeLeaveMostOfALimitOf40Unused() {
        assertThat(Goals.requestsOfTwo(SEED)).isLessThanOrEqualTo(14);
    }
}
