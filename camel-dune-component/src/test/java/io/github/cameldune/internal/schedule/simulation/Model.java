package io.github.cameldune.internal.schedule.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The executions that the schedule is tried on: kinds of queries, each with its share and its durations. */
record Model(String name, List<Kind> kinds) {

    /** Time from submission to the start of the execution. */
    static final Lognormal PENDING = new Lognormal(1.5, 1.2, 120);

    private static final Lognormal HEAVY = new Lognormal(20, Math.log(600.0 / 20) / Normal.quantile(0.95), 1800);
    private static final int REPEATED = 60;
    private static final long SHUFFLE = 933;
    private static final int PENDING_STEPS = 200;

    /** Executions with something in common: a share of all, their run time, and a query id, 0 for ad-hoc SQL. */
    record Kind(double share, Lognormal running, long queryId) {

        private Kind times(double factor) {
            return new Kind(
                    share, new Lognormal(running.median() * factor, running.sigma(), running.cap() * factor), queryId);
        }

        /** The part of these executions that has ended so long after its submission. */
        double cdf(double seconds) {
            double sum = 0;
            for (int i = 0; i < PENDING_STEPS; i++) {
                sum += running.cdf(seconds - PENDING_QUANTILES[i]);
            }
            return sum / PENDING_STEPS;
        }
    }

    private static final double[] PENDING_QUANTILES = pendingQuantiles();

    static Model heavy() {
        return new Model("heavy", List.of(new Kind(1, HEAVY, 0)));
    }

    static Model mixed() {
        return new Model(
                "mixed",
                List.of(new Kind(0.6, new Lognormal(1.5, 0.8, 5), 0), new Kind(0.4, new Lognormal(60, 1.4, 1800), 0)));
    }

    /**
     * 60 queries that are executed again and again, the first most often. Their medians are spread over those of the heavy
     * model evenly. Which of them are executed often decides what can be reached; they are so shuffled that √age makes
     * 11.7 requests per execution and sees their ends after 2.75 s on average.
     */
    static Model repeat() {
        List<Double> medians = new ArrayList<>();
        for (int i = 0; i < REPEATED; i++) {
            medians.add(HEAVY.quantile((i + 0.5) / REPEATED));
        }
        Collections.shuffle(medians, new Random(SHUFFLE));
        return repeat("repeat", medians);
    }

    /** The same with medians that come from the seed: what can be reached is another thing with each. */
    static Model repeatOther(long seed) {
        Random random = new Random(seed ^ 0x5eed);
        List<Double> medians = new ArrayList<>();
        for (int i = 0; i < REPEATED; i++) {
            medians.add(HEAVY.sample(random));
        }
        return repeat("repeat other", medians);
    }

    private static Model repeat(String name, List<Double> medians) {
        double sum = 0;
        for (int i = 1; i <= medians.size(); i++) {
            sum += 1.0 / i;
        }
        List<Kind> kinds = new ArrayList<>();
        for (int i = 1; i <= medians.size(); i++) {
            kinds.add(new Kind(1 / (i * sum), new Lognormal(medians.get(i - 1), 0.25, 1800), i));
        }
        return new Model(name, kinds);
    }

    /** The same queries, whose executions run so many times as long. */
    Model times(double factor) {
        return new Model(
                name + " x " + factor,
                kinds.stream().map(kind -> kind.times(factor)).toList());
    }

    /** Executions that arrive at random, so many in flight on average. */
    List<Execution> executions(int count, double inFlight, long seed) {
        return executions(count, inFlight, seed, 0);
    }

    /** The same, the first after an instant. */
    List<Execution> executions(int count, double inFlight, long seed, double from) {
        Random random = new Random(seed);
        double gap = meanDuration() / inFlight;
        List<Execution> executions = new ArrayList<>(count);
        double now = from;
        for (int i = 0; i < count; i++) {
            now += -Math.log(1 - random.nextDouble()) * gap;
            Kind kind = pick(random.nextDouble());
            double duration = PENDING.sample(random) + kind.running().sample(random);
            executions.add(new Execution(now, duration, kind.queryId()));
        }
        return executions;
    }

    /** From submission to end, in seconds. */
    double meanDuration() {
        double mean = 0;
        for (Kind kind : kinds) {
            int steps = 4000;
            double sum = 0;
            for (int i = 0; i < steps; i++) {
                sum += kind.running().quantile((i + 0.5) / steps);
            }
            mean += kind.share() * sum / steps;
        }
        double pending = 0;
        for (double quantile : PENDING_QUANTILES) {
            pending += quantile / PENDING_STEPS;
        }
        return mean + pending;
    }

    /** The longest run time, in seconds. */
    double longest() {
        return kinds.stream().mapToDouble(kind -> kind.running().cap()).max().orElseThrow();
    }

    private Kind pick(double part) {
        double left = part;
        for (Kind kind : kinds) {
            left -= kind.share();
            if (left < 0) {
                return kind;
            }
        }
        return kinds.get(kinds.size() - 1);
    }

    private static double[] pendingQuantiles() {
        double[] quantiles = new double[PENDING_STEPS];
        for (int i = 0; i < PENDING_STEPS; i++) {
            quantiles[i] = PENDING.quantile((i + 0.5) / PENDING_STEPS);
        }
        return quantiles;
    }
}
