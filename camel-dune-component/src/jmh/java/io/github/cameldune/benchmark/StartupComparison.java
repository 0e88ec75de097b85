package io.github.cameldune.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** From the start of a JVM to its first status: the two routes in turn, so that other load on the machine disturbs both alike. */
public final class StartupComparison {

    private StartupComparison() {}

    /**
     * Runs it.
     *
     * @param args the number of runs of each (20)
     * @throws Exception if a process does not start or fails
     */
    public static void main(String[] args) throws Exception {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        List<Double> dune = new ArrayList<>();
        List<Double> hand = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        try (ServerProcess server = new ServerProcess()) {
            seconds(Variant.DUNE, server.port());
            seconds(Variant.TO, server.port());
            for (int i = 0; i < runs; i++) {
                dune.add(seconds(Variant.DUNE, server.port()));
                hand.add(seconds(Variant.TO, server.port()));
                ratios.add(dune.get(i) / hand.get(i));
            }
        }
        System.out.printf(
                "JVM start to first status, median of %d: dune:status %.2f s, hand-written %.2f s, ratio %.2f%n",
                runs, median(dune), median(hand), median(ratios));
    }

    private static double seconds(String route, int port) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(
                        ServerProcess.java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstStatus.class.getName(),
                        route,
                        Integer.toString(port))
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(route + " fetched no status");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
