package io.github.cameldune.internal.schedule.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What was achieved.
 *
 * @param requests when each request arrived at Dune, in seconds
 * @param delays for each execution, how many seconds after its end that was delivered
 * @param rejected when requests were answered 429, in seconds
 * @param seconds how long it took in all
 */
record Result(List<Double> requests, double[] delays, List<Double> rejected, double seconds) {

    double requestsPerExecution() {
        return (double) requests.size() / delays.length;
    }

    double mean() {
        return mean(any -> true);
    }

    /** Of some of the executions. */
    double mean(IntPredicate which) {
        return IntStream.range(0, delays.length)
                .filter(which)
                .mapToDouble(i -> delays[i])
                .average()
                .orElseThrow();
    }

    double percentile(double part) {
        double[] sorted = delays.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(part * sorted.length))];
    }

    double longest() {
        return percentile(1);
    }

    /** How many of some instants lie in a span of time. */
    static double between(List<Double> instants, double from, double to) {
        return instants.stream().filter(at -> at >= from && at < to).count();
    }
}
