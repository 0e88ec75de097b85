package io.github.cameldune.internal.schedule.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** The figures to reach, measured with each seed. */
final class Goals {

    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private record Goal(String name, double most, LongFunction<Double> figure) {}

    private final List<Goal> goals = new ArrayList<>();
    private final int count;

    /** Several figures are of the same run. */
    private final Map<List<Object>, Result> runs = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, Result> eldest) {
            return size() > 10;
        }
    };

    Goals(int count) {
        this.count = count;
        withoutLimit();
        for (Model model : List.of(Model.heavy(), Model.mixed())) {
            // where ten are in flight, the mean of 8,000 varies by three hundredths from seed to seed
            underALimit(new Scenario(model, 10, 40, 4 * count), 1.32);
            underALimit(new Scenario(model, 100, 200, count), 1.10);
            Scenario spare = new Scenario(model, 100, 1000, count);
            underALimit(spare, 1.60);
            add(
                    spare.name() + ", not adaptive: mean delay / bound",
                    1.25,
                    seed -> spare.timesBound(
                            spare.simulation(seed).adaptive(false).run()));
        }
        discovered(Scenario.ofThreeHours(Model.heavy(), 10, 40));
        discovered(Scenario.ofThreeHours(Model.heavy(), 100, 200));
        repeated(new Scenario(Model.repeat(), 10, 40, count, true), 1.75);
        repeated(new Scenario(Model.repeat(), 100, 200, count, true), 1.40);
        add("two executions, 100 s old, R = 40: requests a minute", 14, Goals::requestsOfTwo);
        add("choosing among 10,000 due, as measured here: ms", 1, any -> ChoiceTime.millis());
    }

    private void withoutLimit() {
        Scenario heavy = new Scenario(Model.heavy(), 10, 0, count);
        add(heavy.name() + ": requests per execution", 16.5, seed -> run(heavy, seed)
                .requestsPerExecution());
        add(heavy.name() + ": mean delay, s", 4, seed -> run(heavy, seed).mean());
        add(heavy.name() + ": p95, s", 13, seed -> run(heavy, seed).percentile(0.95));
        add(heavy.name() + ": longest delay, s", 60.2, seed -> run(heavy, seed).longest());
        clock(heavy);
        Scenario repeat = new Scenario(Model.repeat().times(10), 10, 0, count, true);
        add(repeat.name() + ": longest delay, s", 60.2, seed -> run(repeat, seed)
                .longest());
    }

    private void underALimit(Scenario scenario, double times) {
        add(scenario.name() + ": mean delay / bound", times, seed -> scenario.timesBound(run(scenario, seed)));
        add(scenario.name() + ": 429s", 0, seed ->
                (double) run(scenario, seed).rejected().size());
    }

    private void discovered(Scenario scenario) {
        String name = scenario.name() + ", limit discovered";
        LongFunction<Result> run = seed -> run(name, seed, () -> scenario.discover(seed));
        add(
                name + ": 429s in the first ten minutes",
                8,
                seed -> Result.between(run.apply(seed).rejected(), 0, 600));
        add(name + ": 429s an hour after", 2, seed -> {
            Result result = run.apply(seed);
            return Result.between(result.rejected(), 600, result.seconds()) * 3600 / (result.seconds() - 600);
        });
        add(
                name + ": delay / configured",
                1.1,
                seed -> run.apply(seed).mean() / scenario.run(seed).mean());
    }

    private void repeated(Scenario scenario, double times) {
        underALimit(scenario, times);
        add(scenario.name() + ", restarts each hour: delay / without", 1.1, scenario::afterRestarts);
        clock(scenario);
        for (double factor : new double[] {0.1, 10}) {
            String change = factor < 1 ? ", after a change to x 10: / bound" : ", after a change to / 10: / bound";
            add(scenario.name() + change, 1.5 * times, seed -> scenario.afterChangeFrom(factor, seed));
        }
    }

    private void clock(Scenario scenario) {
        add(
                scenario.name() + ", clock 5 min ahead: delay / right clock",
                1.1,
                seed -> scenario.withClockAhead(FIVE_MINUTES, seed));
        add(
                scenario.name() + ", clock 5 min behind: delay / right clock",
                1.1,
                seed -> scenario.withClockAhead(FIVE_MINUTES.negated(), seed));
    }

    static double requestsOfTwo(long seed) {
        List<Execution> two = List.of(new Execution(seed % 60, 400, 0), new Execution(seed % 60 + 7, 400, 0));
        Result result = new Simulation(two, 40).configured(40).run();
        double from = seed % 60 + 7 + 100;
        return Result.between(result.requests(), from, from + 60);
    }

    private void add(String name, double most, LongFunction<Double> figure) {
        if (name.matches(System.getProperty("goals", ".*"))) {
            goals.add(new Goal(name, most, figure));
        }
    }

    private Result run(Scenario scenario, long seed) {
        return run(scenario, seed, () -> scenario.run(seed));
    }

    private Result run(Object what, long seed, Supplier<Result> run) {
        List<Object> key = List.of(what, seed);
        Result known = runs.get(key);
        if (known == null) {
            known = run.get();
            runs.put(key, known);
        }
        return known;
    }

    /** Prints all figures; returns how many are more than their goal. */
    int print(long[] seeds) {
        int missed = 0;
        System.out.printf("%-72s %8s", "seed", "goal");
        for (long seed : seeds) {
            System.out.printf(" %8d", seed);
        }
        System.out.println();
        for (Goal goal : goals) {
            System.out.printf("%-72s %8.2f", goal.name(), goal.most());
            for (long seed : seeds) {
                double figure = goal.figure().apply(seed);
                boolean more = figure > goal.most() + 0.005;
                missed += more ? 1 : 0;
                System.out.printf(" %7.2f%s", figure, more ? "!" : " ");
            }
            System.out.println();
        }
        System.out.println("! more than the goal");
        return missed;
    }
}
