package io.github.cameldune.internal.schedule.simulation;

import java.util.Arrays;

/**
 * Prints what the schedule and the rate limiter achieve, in virtual time, on the classes that run in production, beside the
 * figures to reach: {@code mvn -pl camel-dune-component -Psimulation verify}; {@code -Dseeds="1 2 3"} chooses others.
 * The system properties {@code count} and {@code goals}, a regular expression, make a run shorter.
 */
public final class SimulationTable {

    private static final int COUNT = 8000;

    private SimulationTable() {}

    /**
     * Prints the table.
     *
     * @param args the seeds
     */
    public static void main(String[] args) {
        long[] seeds = Arrays.stream(args).mapToLong(Long::parseLong).toArray();
        if (new Goals(Integer.getInteger("count", COUNT)).print(seeds) > 0) {
            System.out.println("Some goals were missed.");
        }
    }
}
