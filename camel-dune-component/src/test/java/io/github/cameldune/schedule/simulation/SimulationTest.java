package io.github.cameldune.schedule.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short form of {@link SimulationTable}: virtual time, so that its seconds are the same on every machine. */
class SimulationTest {

    private static final long SEED = 201;

    @Test
    void seesEndsSoonWithFewRequestsWhenNothingLimitsThem() {
        Result result = new Scenario(Model.heavy(), 10, 0, 4000).run(SEED);

        assertThat(result.requestsPerExecution()).isLessThanOrEqualTo(16);
        assertThat(result.mean()).isLessThanOrEqualTo(4.0);
        assertThat(result.percentile(0.95)).isLessThanOrEqualTo(13);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 200, 1000})
    void neverExceedsTheConfiguredLimit(int requestsPerMinute) {
        Result result = new Scenario(Model.heavy(), requestsPerMinute / 4.0, requestsPerMinute, 3000).run(SEED);

        assertThat(result.rejected()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"heavy, 100, 200, 1.2", "heavy, 100, 1000, 1.2", "mixed, 100, 200, 1.2"})
    void isNearTheBoundWhetherRequestsAreShortOrToSpare(
            String model, int inFlight, int requestsPerMinute, double times) {
        Scenario scenario = new Scenario(model(model), inFlight, requestsPerMinute, 8000);

        double bound = Bound.of(scenario.model()).delay(scenario.affordableRequests());

        assertThat(scenario.run(SEED).mean()).isLessThanOrEqualTo(times * bound);
    }

    private static Model model(String name) {
        return switch (name) {
            case "heavy" -> Model.heavy();
            case "mixed" -> Model.mixed();
            default -> Model.repeat();
        };
    }

    @Test
    void discoversALimitAtTheCostOfFew429s() {
        Scenario scenario = Scenario.ofThreeHours(Model.heavy(), 10, 40);

        Result result = scenario.discover(SEED);

        assertThat(result.rejectedBetween(0, 600)).isLessThanOrEqualTo(8);
        double hours = (result.seconds() - 600) / 3600;
        assertThat(result.rejectedBetween(600, result.seconds()) / hours).isLessThanOrEqualTo(2);
        assertThat(result.mean()).isLessThanOrEqualTo(1.1 * scenario.run(SEED).mean());
    }

    @Test
    void learnsFromRepeatedQueriesToAskLessThanHalfAsOften() {
        Result result = new Scenario(Model.repeat(), 10, 0, 4000).run(SEED);

        assertThat(result.requestsPerExecution()).isLessThanOrEqualTo(4.5);
        assertThat(result.mean()).isLessThanOrEqualTo(4.5);
    }

    /** Against what eight learned quantiles reach: to find the bound of sixty queries takes seconds. */
    @ParameterizedTest
    @CsvSource({"10, 40, 0.9", "100, 200, 0.7"})
    void toldTheQueryBeforehandItSeesEndsSoonerThanFixedQuantilesDo(int inFlight, int requestsPerMinute, double times) {
        Scenario scenario = new Scenario(Model.repeat(), inFlight, requestsPerMinute, 4000);

        double told = scenario.told().run(SEED).mean();

        assertThat(told).isLessThan(scenario.run(SEED).mean());
        Result quantiles = scenario.compare(Policy.quantiles(8), ComparedConsumer.Order.EARLIEST_DUE, SEED);
        assertThat(told).isLessThanOrEqualTo(times * quantiles.mean());
    }
}
