package io.github.cameldune.schedule.simulation;

import java.util.Arrays;
import java.util.List;

/** What a policy achieved: requests made, and for each execution how long after its end that was seen. */
record Result(long requests, double[] delays, List<Double> rejected, double seconds) {

    double requestsPerExecution() {
        return (double) requests / delays.length;
    }

    double mean() {
        double sum = 0;
        for (double delay : delays) {
            sum += delay;
        }
        return sum / delays.length;
    }

    double percentile(double part) {
        double[] sorted = delays.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(part * sorted.length))];
    }

    /** How many 429s came in a span of time. */
    long rejectedBetween(double from, double to) {
        return rejected.stream().filter(at -> at >= from && at < to).count();
    }
}
