package io.github.cameldune.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows a second of 1,000,000 rows of 8 columns, in a heap of 128 MB: the ways of {@link RowsRun} in turn, each in a process
 * of its own, so that the machine's moods hit all.
 */
public final class RowsComparison {

    private static final List<String> WAYS = List.of("bare", "stream", "csv", "split", "toD");

    private RowsComparison() {}

    /**
     * Runs it.
     *
     * @param args the number of rounds (3), of reads in each (4); the best read of a round counts, and the median of rounds
     * @throws Exception if a process does not start or fails
     */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        String reads = args.length > 1 ? args[1] : "4";
        Map<String, List<long[]>> figures = new LinkedHashMap<>();
        try (ServerProcess server = new ServerProcess(RowsServer.class)) {
            for (int round = 0; round < rounds; round++) {
                for (String way : WAYS) {
                    figures.computeIfAbsent(way, w -> new ArrayList<>()).add(run(way, server.port(), reads));
                }
            }
        }
        for (String way : WAYS) {
            System.out.printf(
                    "%-6s %,9d rows/s, %,9d rows per second of CPU; %.2f and %.2f times bare, %.2f and %.2f times toD%n",
                    way,
                    median(figures.get(way), 0),
                    median(figures.get(way), 1),
                    ratio(figures, way, "bare", 0),
                    ratio(figures, way, "bare", 1),
                    ratio(figures, way, "toD", 0),
                    ratio(figures, way, "toD", 1));
        }
    }

    private static long[] run(String way, int port, String reads) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ServerProcess.java(),
                        "-Xmx128m",
                        "-Dlog.level=off",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RowsRun.class.getName(),
                        way,
                        Integer.toString(port),
                        reads)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String last = null;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = line;
            }
        }
        if (process.waitFor() != 0 || last == null) {
            throw new IllegalStateException(way + " did not read the rows");
        }
        String[] figures = last.split(" ");
        return new long[] {Long.parseLong(figures[0]), Long.parseLong(figures[1])};
    }

    private static double ratio(Map<String, List<long[]>> figures, String way, String other, int figure) {
        return (double) median(figures.get(way), figure) / median(figures.get(other), figure);
    }

    private static long median(List<long[]> values, int figure) {
        return values.stream()
                .mapToLong(value -> value[figure])
                .sorted()
                .skip((values.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }
}
