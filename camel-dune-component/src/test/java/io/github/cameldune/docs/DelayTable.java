package io.github.cameldune.docs;

import io.github.cameldune.internal.schedule.simulation.MeanDelay;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table of the reference page: how late ends are seen on average, by plan and executions in flight. */
final class DelayTable {

    /** By name, in order: requests a minute. */
    private static final List<Map.Entry<String, Integer>> PLANS =
            List.of(Map.entry("Free", 40), Map.entry("Plus", 200), Map.entry("Enterprise", 1000));

    private static final int[] IN_FLIGHT = {1, 10, 50, 100};

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
                table.append(" | ").append(text(MeanDelay.of(plan.getValue(), inFlight)));
            }
            table.append('\n');
        }
        return table.append("|===\n").toString();
    }

    /** More than that grows with the length of the run: the limit is too small for so many. */
    private static String text(double seconds) {
        if (seconds > 60) {
            return "over a minute";
        }
        return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
    }
}
