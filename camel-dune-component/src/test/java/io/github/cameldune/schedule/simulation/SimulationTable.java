package io.github.cameldune.schedule.simulation;

import java.util.Arrays;
import java.util.List;

/**
 * Prints what the schedule and the budget achieve, in virtual time, on the classes that run in production: {@code mvn -pl
 * camel-dune-component -Psimulation verify}; {@code -Dseeds="1 2 3"} chooses others.
 */
public final class SimulationTable {

    private static final int COUNT = 8000;

    private SimulationTable() {}

    /**
     * Prints the table.
     *
     * @param args the seeds
     */
    public static void main(String[] args) {
        long[] seeds = Arrays.stream(args).mapToLong(Long::parseLong).toArray();
        System.out.printf(
                "No limit, %d executions%n%-24s %6s %9s %8s %8s%n", COUNT, "", "seed", "requests", "mean s", "p95 s");
        for (long seed : seeds) {
            free(Model.heavy(), seed);
            free(Model.mixed(), seed);
            free(Model.repeat(seed), seed);
        }
        System.out.printf(
                "%nUnder a budget%n%-24s %6s %9s %9s %8s %12s %6s%n",
                "", "seed", "mean s", "bound s", "times", "query asked", "429s");
        for (long seed : seeds) {
            for (Model model : List.of(Model.heavy(), Model.mixed(), Model.repeat(seed))) {
                Bound bound = new Bound(model);
                limited(new Scenario(model, 10, 40, COUNT), bound, seed);
                limited(new Scenario(model, 100, 200, COUNT), bound, seed);
                if (model.name().equals("heavy")) {
                    limited(new Scenario(model, 100, 1000, COUNT), bound, seed);
                }
            }
        }
        System.out.printf(
                "%nLimit discovered, three hours%n%-24s %6s %12s %12s %18s%n",
                "", "seed", "429s, 10 min", "429s an hour", "delay ÷ configured");
        for (long seed : seeds) {
            discovered(Scenario.ofThreeHours(Model.heavy(), 10, 40), seed);
            discovered(Scenario.ofThreeHours(Model.heavy(), 100, 200), seed);
        }
    }

    private static void free(Model model, long seed) {
        Scenario scenario = new Scenario(model, 10, 0, COUNT);
        Result result = scenario.run(seed);
        System.out.printf(
                "%-24s %6d %9.2f %8.2f %8.1f%n",
                scenario.name(), seed, result.requestsPerExecution(), result.mean(), result.percentile(0.95));
    }

    private static void limited(Scenario scenario, Bound bound, long seed) {
        Result result = scenario.run(seed);
        double least = bound.delay(scenario.affordableRequests());
        System.out.printf(
                "%-24s %6d %9.2f %9.2f %8.2f %12.2f %6d%n",
                scenario.name(),
                seed,
                result.mean(),
                least,
                result.mean() / least,
                scenario.model().name().equals("repeat")
                        ? result.mean() / bound.delayIfKindIsAsked(scenario.affordableRequests())
                        : result.mean() / least,
                result.rejected().size());
    }

    private static void discovered(Scenario scenario, long seed) {
        Result result = scenario.discover(seed);
        double hours = (result.seconds() - 600) / 3600;
        System.out.printf(
                "%-24s %6d %12d %12.1f %18.2f%n",
                scenario.name(),
                seed,
                result.rejectedBetween(0, 600),
                result.rejectedBetween(600, result.seconds()) / hours,
                result.mean() / scenario.run(seed).mean());
    }
}
