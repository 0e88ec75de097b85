package io.github.cameldune.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * The table of the reference page: how late ends are seen on average, by plan and executions in flight. Made by the classes
 * that run in production, in virtual time, so that it is the same on every machine.
 */
final class DelayTable {

    /** By name, in order: requests a minute. */
    private static final List<Map.Entry<String, Integer>> PLANS =
            List.of(Map.entry("Free", 40), Map.entry("Plus", 200), Map.entry("Enterprise", 1000));

    private static final int[] IN_FLIGHT = {1, 10, 50, 100};
    private static final int EXECUTIONS = 2500;

    /** Until as many are in flight as are to be. */
    private static final int NOT_COUNTED = 500;

    private static final long SEED = 20260101;

    /** Median 20 s, a twentieth longer than ten minutes, none longer than half an hour. */
    private static final double LOG_MEDIAN = Math.log(20);

    private static final double SIGMA = Math.log(600.0 / 20) / 1.645;
    private static final double LONGEST = 1800;

    private DelayTable() {}

    static String render() {
        StringBuilder table = new StringBuilder("[cols=\"2" + ",1".repeat(IN_FLIGHT.length)
                + "\",options=\"header\"]\n|===\n| Plan, requests a minute");
        for (int inFlight : IN_FLIGHT) {
            table.append(" | ").append(inFlight).append(" in flight");
        }
        table.append("\n\n");
        for (Map.Entry<String, Integer> plan : PLANS) {
            table.append("| ").append(plan.getKey()).append(", ").append(plan.getValue());
            for (int inFlight : IN_FLIGHT) {
                table.append(" | ").append(text(mean(plan.getValue(), inFlight)));
            }
            table.append('\n');
        }
        return table.append("|===\n").toString();
    }

    private static String text(double seconds) {
        return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
    }

    private static double mean(int requestsPerMinute, int inFlight) {
        Random random = new Random(SEED);
        double[] durations = random.doubles(EXECUTIONS)
                .map(any -> Math.min(LONGEST, Math.exp(LOG_MEDIAN + SIGMA * random.nextGaussian())))
                .toArray();
        double meanDuration = Arrays.stream(durations).average().orElseThrow();
        SimulatedDune dune = new SimulatedDune(requestsPerMinute, true, 1);
        List<Double> delays = new ArrayList<>();
        for (int i = 0; i < EXECUTIONS; i++) {
            dune.time.advance(SimulatedDune.duration(-Math.log(1 - random.nextDouble()) * meanDuration / inFlight));
            dune.start("execution-" + i, durations[i], i < NOT_COUNTED ? delay -> {} : delays::add);
        }
        dune.time.advance(SimulatedDune.duration(4 * LONGEST));
        if (delays.size() != EXECUTIONS - NOT_COUNTED) {
            throw new AssertionError("Not all ends were seen: " + delays.size());
        }
        return delays.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
