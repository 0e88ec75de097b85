package io.github.cameldune.internal.schedule.simulation;

/** How late ends are seen on average: the figures of the reference page. */
public final class MeanDelay {

    /** Enough for a mean, and for as many in flight as are to be. */
    private static final int LEAST = 400;

    private static final int TIMES_IN_FLIGHT = 20;
    private static final long SEED = 20260101;

    private MeanDelay() {}

    /**
     * Of executions whose durations are heavy-tailed, and of whose queries nothing is known.
     *
     * @param requestsPerMinute the limit
     * @param inFlight executions at a time, on average
     * @return in seconds
     */
    public static double of(int requestsPerMinute, int inFlight) {
        int count = Math.max(LEAST, TIMES_IN_FLIGHT * inFlight);
        return new Scenario(Model.heavy(), inFlight, requestsPerMinute, count)
                .run(SEED)
                .mean();
    }
}
