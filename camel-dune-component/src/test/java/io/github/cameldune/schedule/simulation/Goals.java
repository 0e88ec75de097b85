package io.github.cameldune.schedule.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** The figures to reach, measured with each seed. */
final class Goals {

    private record Goal(String name, double most, LongFunction<Double> figure) {}

    private final List<Goal> goals = new ArrayList<>();
    private final int count;

    Goals(int count) {
        this.count = count;
        withoutLimit(Model.heavy(), 16, 4, 13);
        for (Model model : List.of(Model.heavy(), Model.mixed())) {
            // where ten are in flight, the mean of 8,000 varies by three hundredths from seed to seed
            underABudget(new Scenario(model, 10, 40, 8 * count), 1.2);
            underABudget(new Scenario(model, 100, 200, count), 1.2);
            underABudget(new Scenario(model, 100, 1000, count), 1.2);
        }
        discovered(10, 40);
        discovered(100, 200);
        withoutLimit(Model.repeat(), 4.5, 4.5, Double.POSITIVE_INFINITY);
        Scenario few = new Scenario(Model.repeat(), 10, 40, count);
        Scenario many = new Scenario(Model.repeat(), 100, 200, count);
        underABudget(few.told(), 2.5);
        underABudget(many.told(), 1.6);
        underABudget(few, 2.5);
        underABudget(many, 1.6);
        other(10, 40, 2.5);
        other(100, 200, 1.6);
    }

    void print(long[] seeds) {
        System.out.printf("%nFigures to reach%n%-64s %8s", "seed", "goal");
        for (long seed : seeds) {
            System.out.printf(" %8d", seed);
        }
        System.out.println();
        for (Goal goal : goals) {
            System.out.printf("%-64s %8.2f", goal.name(), goal.most());
            for (long seed : seeds) {
                double figure = goal.figure().apply(seed);
                System.out.printf(" %7.2f%s", figure, figure > goal.most() ? "!" : " ");
            }
            System.out.println();
        }
        System.out.println("! more than the goal");
    }

    private void withoutLimit(Model model, double requests, double mean, double p95) {
        Scenario scenario = new Scenario(model, 10, 0, count);
        String name = scenario.name();
        add(name + ": requests per execution", requests, seed -> run(scenario, seed)
                .requestsPerExecution());
        add(name + ": mean delay, s", mean, seed -> run(scenario, seed).mean());
        if (p95 < Double.POSITIVE_INFINITY) {
            add(name + ": p95, s", p95, seed -> run(scenario, seed).percentile(0.95));
        }
    }

    private void underABudget(Scenario scenario, double times) {
        add(
                scenario.name() + ": mean delay / bound",
                times,
                seed -> run(scenario, seed).mean() / bound(scenario));
        add(scenario.name() + ": 429s", 0, seed ->
                (double) run(scenario, seed).rejected().size());
    }

    /** Medians of the seed's own: the bound is another one too. */
    private void other(double inFlight, int requestsPerMinute, double times) {
        LongFunction<Scenario> of =
                seed -> new Scenario(Model.repeatOther(seed), inFlight, requestsPerMinute, count).told();
        add(of.apply(1).name() + ": mean delay / bound", times, seed -> {
            Scenario scenario = of.apply(seed);
            return run(scenario, seed).mean() / bound(scenario);
        });
    }

    private void discovered(double inFlight, int requestsPerMinute) {
        Scenario scenario = Scenario.ofThreeHours(Model.heavy(), inFlight, requestsPerMinute);
        String name = scenario.name() + ", limit discovered";
        add(name + ": 429s in the first ten minutes", 8, seed ->
                (double) scenario.discover(seed).rejectedBetween(0, 600));
        add(name + ": 429s an hour after", 2, seed -> {
            Result result = scenario.discover(seed);
            return result.rejectedBetween(600, result.seconds()) * 3600 / (result.seconds() - 600);
        });
        add(
                name + ": delay / configured",
                1.1,
                seed -> scenario.discover(seed).mean() / run(scenario, seed).mean());
    }

    private void add(String name, double most, LongFunction<Double> figure) {
        goals.add(new Goal(name, most, figure));
    }

    private Scenario ranLast;
    private long seedOfLast;
    private Result last;

    /** Several figures are of the same run. */
    private Result run(Scenario scenario, long seed) {
        if (ranLast != scenario || seedOfLast != seed) {
            ranLast = scenario;
            seedOfLast = seed;
            last = scenario.run(seed);
        }
        return last;
    }

    private static double bound(Scenario scenario) {
        return Bound.of(scenario.model()).delay(scenario.affordableRequests());
    }
}
