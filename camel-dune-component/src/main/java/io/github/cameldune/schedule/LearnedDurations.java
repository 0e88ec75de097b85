package io.github.cameldune.schedule;

import java.util.Arrays;

/**
 * What finished executions tell about the duration of the next one. Thread-safe.
 *
 * <p>Each known duration stands for a lognormal bell around it; the estimate is their average. So a few samples suffice,
 * a query that usually fails at once and sometimes runs long keeps both its humps, and the further the samples are
 * apart, the further the estimate reaches beyond them. What the few of one query do not show, the durations of all
 * executions fill in.
 */
final class LearnedDurations {

    private static final double SHORTEST = 0.001;
    /**
     * The spread assumed within a query before anything is known, in logarithms, and how many samples that assumption is
     * worth. Of 0.2 to 0.4 and 2 to 6, this costs least for three and for eight samples in the simulation, by little.
     */
    private static final double ASSUMED_SPREAD = 0.3;

    private static final double ASSUMED_WEIGHT = 6;
    /** Durations of all queries have humps: bells as wide as for one hump of this spread keep them apart. */
    private static final double SPREAD_OF_ALL = 1;
    /** How many samples of a query the durations of all are worth. */
    private static final double WEIGHT_OF_ALL = 0.2;

    /** Beyond so many widths a bell is over. */
    private static final double REACH = 5;

    private final double[] logs;
    private final double width;
    /** Needed only until the best ages are known: else each query would keep its own. */
    private LearnedDurations all;

    private BestAges bestAges;

    /** Durations of one query, and of all if there are enough of them, else null. */
    LearnedDurations(double[] seconds, LearnedDurations all) {
        this(seconds, all, true);
    }

    /** Durations of all executions. */
    static LearnedDurations ofAll(double[] seconds) {
        return new LearnedDurations(seconds, null, false);
    }

    private LearnedDurations(double[] seconds, LearnedDurations all, boolean alike) {
        this.all = all;
        logs = Arrays.stream(seconds)
                .map(s -> Math.log(Math.max(s, SHORTEST)))
                .sorted()
                .toArray();
        // Silverman's rule
        width = (alike ? spread(logs) : SPREAD_OF_ALL) * 1.06 * Math.pow(logs.length, -0.2);
    }

    private static double spread(double[] logs) {
        double mean = Arrays.stream(logs).average().orElseThrow();
        double squares = Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).sum();
        return Math.sqrt(
                (ASSUMED_WEIGHT * ASSUMED_SPREAD * ASSUMED_SPREAD + squares) / (ASSUMED_WEIGHT + logs.length - 1));
    }

    /** How many finished executions it rests on. */
    int samples() {
        return logs.length;
    }

    /** The part of the executions that have finished so many seconds after their submission. */
    synchronized double finishedBy(double seconds) {
        if (bestAges != null) {
            return bestAges.finishedBy(seconds);
        }
        double log = Math.log(Math.max(seconds, SHORTEST));
        double own = finishedByLog(log);
        if (all == null) {
            return own;
        }
        double part = WEIGHT_OF_ALL / (WEIGHT_OF_ALL + logs.length);
        return (1 - part) * own + part * all.bestAges().finishedBy(seconds);
    }

    /** When to ask about such an execution. */
    synchronized BestAges bestAges() {
        if (bestAges == null) {
            double end = Math.exp(logs[logs.length - 1] + 2 * width);
            double longest = all == null ? end : Math.max(end, Math.exp(all.logs[all.logs.length - 1]));
            bestAges = new BestAges(this::finishedBy, Math.max(LEAST_END, 2 * longest));
            all = null;
        }
        return bestAges;
    }

    /** So that a grid of ages has room even if everything ends at once. */
    private static final double LEAST_END = 20;

    private double finishedByLog(double log) {
        int first = Arrays.binarySearch(logs, log - REACH * width);
        int index = first < 0 ? -first - 1 : first;
        double sum = index;
        while (index < logs.length && logs[index] < log + REACH * width) {
            sum += normal((log - logs[index++]) / width);
        }
        return sum / logs.length;
    }

    /** The distribution function of the normal distribution, to 7 digits: Abramowitz and Stegun, 26.2.17. */
    private static double normal(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double series =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        double tail = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * series;
        return x >= 0 ? 1 - tail : tail;
    }
}
