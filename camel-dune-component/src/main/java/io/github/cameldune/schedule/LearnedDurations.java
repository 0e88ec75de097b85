package io.github.cameldune.schedule;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * What finished executions of a query tell about the duration of its next one. Immutable.
 *
 * <p>Each known duration stands for a lognormal bell around it; the estimate is their average. So a few samples suffice,
 * a query that usually fails at once and sometimes runs long keeps both its humps, and the further the samples are
 * apart, the further the estimate reaches beyond them.
 */
public final class LearnedDurations {

    private static final double SHORTEST = 0.001;
    /** The spread assumed before anything is known, in logarithms, and how many samples that assumption is worth. */
    private static final double ASSUMED_SPREAD = 0.4;

    private static final double ASSUMED_WEIGHT = 2;

    private final double[] logs;
    private final double width;

    LearnedDurations(double[] seconds) {
        logs = Arrays.stream(seconds)
                .map(s -> Math.log(Math.max(s, SHORTEST)))
                .sorted()
                .toArray();
        double mean = Arrays.stream(logs).average().orElseThrow();
        double squares = Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).sum();
        double variance =
                (ASSUMED_WEIGHT * ASSUMED_SPREAD * ASSUMED_SPREAD + squares) / (ASSUMED_WEIGHT + logs.length - 1);
        width = Math.sqrt(variance) * 1.06 * Math.pow(logs.length, -0.2);
    }

    /**
     * How many finished executions it rests on.
     *
     * @return at least 3
     */
    public int samples() {
        return logs.length;
    }

    /**
     * The time by which that part of the executions have finished.
     *
     * @param part between 0 and 1, both exclusive
     * @return since the submission
     */
    public Duration quantile(double part) {
        if (!(part > 0 && part < 1)) {
            throw new IllegalArgumentException("a quantile is between 0 and 1, not " + part);
        }
        double low = logs[0] - 8 * width;
        double high = logs[logs.length - 1] + 8 * width;
        while (high - low > 1e-4) {
            double middle = (low + high) / 2;
            if (finishedBy(middle) < part) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Durations.ofSeconds(Math.exp((low + high) / 2));
    }

    /**
     * The first of a number of quantiles, spread evenly, that lies ahead.
     *
     * @param age of the execution
     * @param count how many quantiles, at least 1
     * @return since the submission, longer than the age; empty when the last quantile is past
     */
    Optional<Duration> next(Duration age, int count) {
        for (int i = 1; i <= count; i++) {
            Duration quantile = quantile((i - 0.25) / count);
            if (quantile.compareTo(age) > 0) {
                return Optional.of(quantile);
            }
        }
        return Optional.empty();
    }

    private double finishedBy(double log) {
        double sum = 0;
        for (double known : logs) {
            sum += normal((log - known) / width);
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
