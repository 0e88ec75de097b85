package io.github.cameldune.benchmark;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmark with 4 and with 16 threads and prints what a user wants to know: the ratios. */
public final class StatusComparison {

    private static final String ALLOCATION = "gc.alloc.rate.norm";

    /** Of each of three iterations: what many threads share two cores for is compiled late. */
    private static final TimeValue WARM_UP = TimeValue.seconds(12);

    private StatusComparison() {}

    /**
     * Runs it.
     *
     * @param args forks (2), iterations (5), seconds of each (3)
     * @throws RunnerException if JMH fails
     */
    public static void main(String[] args) throws RunnerException {
        int forks = args.length > 0 ? Integer.parseInt(args[0]) : 2;
        int iterations = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 3;
        StringBuilder table = new StringBuilder();
        for (int threads : new int[] {4, 16}) {
            Options options = new OptionsBuilder()
                    .include(StatusBenchmark.class.getSimpleName())
                    .threads(threads)
                    .forks(forks)
                    .warmupIterations(3)
                    .warmupTime(WARM_UP)
                    .measurementIterations(iterations)
                    .measurementTime(TimeValue.seconds(seconds))
                    .addProfiler(GCProfiler.class)
                    .build();
            print(threads, new Runner(options).run(), table);
        }
        System.out.println(table);
    }

    private static void print(int threads, Collection<RunResult> results, StringBuilder table) {
        Map<String, double[]> figures = new TreeMap<>();
        for (RunResult result : results) {
            figures.put(result.getParams().getParam("variant"), new double[] {
                result.getPrimaryResult().getScore(),
                result.getSecondaryResults().get(ALLOCATION).getScore()
            });
        }
        table.append(String.format("%n%d threads%n%-16s %14s %14s%n", threads, "", "statuses/s", "bytes/status"));
        figures.forEach(
                (name, figure) -> table.append(String.format("%-16s %,14.0f %,14.0f%n", name, figure[0], figure[1])));
        double[] dune = figures.get(Variant.DUNE);
        for (String hand : List.of(Variant.TO, Variant.TO_D, Variant.BARE)) {
            table.append(String.format(
                    "%s / %s: throughput %.2f, allocation %.2f%n",
                    Variant.DUNE, hand, dune[0] / figures.get(hand)[0], dune[1] / figures.get(hand)[1]));
        }
    }
}
