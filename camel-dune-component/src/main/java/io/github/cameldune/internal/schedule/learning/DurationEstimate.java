package io.github.cameldune.internal.schedule.learning;

import java.util.Arrays;

/**
 * What finished executions of a query tell about the duration of the next one. Thread-safe.
 *
 * <p>Each known duration stands for a lognormal bell around it; the estimate is their average. So a few samples suffice, a
 * query that usually fails at once and sometimes runs long keeps both its humps, and the further the samples are apart, the
 * further the estimate reaches beyond them. A small part is a wide bell that stands for everything else: an execution may
 * always end as none before it did.
 */
final class DurationEstimate {

    private static final double SHORTEST = 0.001;

    /** The spread within a query that is assumed, in logarithms, and how many samples that assumption is worth. */
    private static final double ASSUMED_SPREAD = 0.3;

    private static final double ASSUMED_WEIGHT = 6;

    /** Everything else: its median in seconds, its spread in logarithms, and how many samples it is worth. */
    private static final double OTHER_MEDIAN = 20;

    private static final double OTHER_SPREAD = 2;
    private static final double OTHER_WEIGHT = 0.2;

    /** So that a grid of ages has room even if everything ends at once. */
    private static final double LEAST_END = 20;

    private final double[] logs;
    private final double width;
    private PollAges pollAges;

    DurationEstimate(double[] seconds) {
        logs = Arrays.stream(seconds)
                .map(s -> Math.log(Math.max(s, SHORTEST)))
                .sorted()
                .toArray();
        // Silverman's rule
        width = spread(logs) * 1.06 * Math.pow(logs.length, -0.2);
    }

    private static double spread(double[] logs) {
        double mean = Arrays.stream(logs).average().orElseThrow();
        double squares = Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).sum();
        return Math.sqrt(
                (ASSUMED_WEIGHT * ASSUMED_SPREAD * ASSUMED_SPREAD + squares) / (ASSUMED_WEIGHT + logs.length - 1));
    }

    /** When to poll such an execution. Solved once, which takes about a millisecond. */
    synchronized PollAges pollAges() {
        if (pollAges == null) {
            double longest = Math.exp(logs[logs.length - 1] + 2 * width);
            pollAges = new PollAges(this::finishedBy, Math.max(LEAST_END, 2 * longest));
        }
        return pollAges;
    }

    /** The part of the executions that have finished so many seconds after their submission. */
    double finishedBy(double seconds) {
        double log = Math.log(Math.max(seconds, SHORTEST));
        double own = Arrays.stream(logs)
                .map(sample -> normal((log - sample) / width))
                .average()
                .orElseThrow();
        double other = normal((log - Math.log(OTHER_MEDIAN)) / OTHER_SPREAD);
        double part = OTHER_WEIGHT / (OTHER_WEIGHT + logs.length);
        return (1 - part) * own + part * other;
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
