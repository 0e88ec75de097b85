package io.github.cameldune.schedule.simulation;

import io.github.cameldune.schedule.simulation.ComparedConsumer.Order;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Prints what the schedule and the budget achieve, in virtual time, on the classes that run in production, beside other
 * policies and the bound: {@code mvn -pl camel-dune-component -Psimulation verify}; {@code -Dseeds="1 2 3"} chooses others.
 * The figures to reach come last, for each seed.
 */
public final class SimulationTable {

    private static final int COUNT = 8000;
    private static final Policy SECOND = Policy.fixed(1);

    private SimulationTable() {}

    /**
     * Prints the tables.
     *
     * @param args the seeds; other policies are run on the first of them
     */
    public static void main(String[] args) {
        long[] seeds = Arrays.stream(args).mapToLong(Long::parseLong).toArray();
        withoutLimit(seeds[0]);
        underABudget(seeds[0]);
        new Goals(COUNT).print(seeds);
    }

    private static void withoutLimit(long seed) {
        Map<String, Policy> policies = new LinkedHashMap<>();
        policies.put("fixed 1 s", SECOND);
        policies.put("fixed 5 s", Policy.fixed(5));
        policies.put("x 1.5, at most 60 s", Policy.growing(1.5));
        policies.put("x 2, at most 60 s", Policy.growing(2));
        policies.put("geometric, 0.1 x age", Policy.geometric());
        policies.put("max(1 s, root of age)", Policy.root());
        System.out.printf(
                "No limit, %d executions, seed %d: requests, mean delay s, p95 s, times the bound%n%-28s",
                COUNT, seed, "");
        List<Model> models = List.of(Model.heavy(), Model.mixed(), Model.repeat());
        models.forEach(model -> System.out.printf(" %-31s", model.name()));
        System.out.println();
        policies.forEach((name, policy) -> {
            System.out.printf("%-28s", name);
            for (Model model : models) {
                print(new Scenario(model, 10, 0, COUNT).compare(policy, Order.OWN_CLOCK, seed), model);
            }
            System.out.println();
        });
        System.out.printf("%-28s%62s", "eight learned quantiles", "");
        Policy quantiles = Policy.quantiles(8);
        print(new Scenario(Model.repeat(), 10, 0, COUNT).compare(quantiles, Order.OWN_CLOCK, seed), Model.repeat());
        System.out.println();
        System.out.printf("%-28s", "this component");
        for (Model model : models) {
            print(new Scenario(model, 10, 0, COUNT).run(seed), model);
        }
        System.out.println();
    }

    private static void print(Result result, Model model) {
        System.out.printf(
                " %6.1f %6.2f %6.1f %5.2f    ",
                result.requestsPerExecution(),
                result.mean(),
                result.percentile(0.95),
                result.mean() / Bound.of(model).delay(result.requestsPerExecution()));
    }

    private static void underABudget(long seed) {
        List<Scenario> scenarios = List.of(
                new Scenario(Model.heavy(), 10, 40, COUNT),
                new Scenario(Model.heavy(), 100, 200, COUNT),
                new Scenario(Model.heavy(), 100, 1000, COUNT),
                new Scenario(Model.mixed(), 10, 40, COUNT),
                new Scenario(Model.repeat(), 10, 40, COUNT),
                new Scenario(Model.repeat(), 100, 200, COUNT));
        System.out.printf("%nUnder a budget, seed %d: mean delay s, times the bound, 429s%n%-36s", seed, "");
        scenarios.forEach(scenario -> System.out.printf(" %-20s", scenario.name()));
        System.out.printf("%n%-36s", "bound");
        scenarios.forEach(scenario -> System.out.printf(" %8.2f %11s", bound(scenario), ""));
        System.out.println();
        compare("own clock, fixed 1 s", scenarios, SECOND, Order.OWN_CLOCK, seed);
        compare("bucket, fixed 5 s, round robin", scenarios, Policy.fixed(5), Order.EARLIEST_DUE, seed);
        compare("bucket, geometric, earliest due", scenarios, Policy.geometric(), Order.EARLIEST_DUE, seed);
        compare("bucket, root of age, staleness", scenarios, Policy.root(), Order.STALENESS, seed);
        compare("bucket, min 1 s, staleness", scenarios, SECOND, Order.STALENESS, seed);
        List<Scenario> repeated = scenarios.subList(4, 6);
        compare("bucket, 8 quantiles, earliest due", repeated, Policy.quantiles(8), Order.EARLIEST_DUE, seed);
        compare("bucket, 3 quantiles, earliest due", repeated, Policy.quantiles(3), Order.EARLIEST_DUE, seed);
        print("this component", scenarios, scenario -> scenario.run(seed));
        print("this component, query told", repeated, scenario -> scenario.told()
                .run(seed));
    }

    private static void compare(String name, List<Scenario> scenarios, Policy policy, Order order, long seed) {
        print(name, scenarios, scenario -> scenario.compare(policy, order, seed));
    }

    private static void print(String name, List<Scenario> scenarios, Function<Scenario, Result> run) {
        System.out.printf("%-36s%s", name, scenarios.size() == 2 ? " ".repeat(84) : "");
        for (Scenario scenario : scenarios) {
            Result result = run.apply(scenario);
            long refused = result.rejected().size();
            System.out.printf(
                    " %8.2f %5.2f %5.1f%%",
                    result.mean(), result.mean() / bound(scenario), 100.0 * refused / result.requests());
        }
        System.out.println();
    }

    private static double bound(Scenario scenario) {
        return Bound.of(scenario.model()).delay(scenario.affordableRequests());
    }
}
