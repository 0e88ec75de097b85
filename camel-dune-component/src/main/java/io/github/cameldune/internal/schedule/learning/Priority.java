package io.github.cameldune.internal.schedule.learning;

/**
 * What goes first when permits are short, as a function of the time since the last poll: the cost of a request, in seconds
 * of delay, at which now would be the best moment for one. So the poll with the highest priority saves the most delay.
 * Immutable.
 *
 * <p>Where nothing is known about the duration, the rate of ends at age a is about 1/a, and the priority is staleness² ÷ 2
 * age. Where durations are known, {@link PollAges} gives the best wait for each of some costs of a request.
 */
public final class Priority {

    /** Where nothing is known about the duration. */
    public static final Priority OF_UNKNOWN = new Priority(null);

    /** From a 64th of a second, four times as much each, to 64: all that occurs in the simulation. */
    static final int LEVELS = 7;

    private static final double LOWEST_ROOT = 0.125;

    private static final double SHORTEST_AGE = 0.001;
    private static final float SHORTEST_WAIT = 0.01f;

    private final float[] waits;

    private Priority(float[] waits) {
        this.waits = waits;
    }

    /** Takes the waits in seconds for each of the costs of a request. */
    static Priority ofWaits(float[] waits) {
        float least = SHORTEST_WAIT;
        for (int level = 0; level < waits.length; level++) {
            waits[level] = Math.max(waits[level], least);
            // two costs with the same best moment: a step as good as vertical
            least = waits[level] * 1.0001f;
        }
        return new Priority(waits);
    }

    static double requestCost(int level) {
        return root(level) * root(level);
    }

    /** Between the known points the square root of the priority grows evenly, as it does where nothing is known. */
    private static double root(int level) {
        return LOWEST_ROOT * (1 << level);
    }

    /**
     * The priority in seconds, never NaN and never negative. The staleness is in seconds since the last request, or since
     * the submission if there was none; the age in seconds since the submission, and less than a millisecond counts as one.
     */
    public double at(double staleness, double age) {
        if (staleness <= 0) {
            return 0;
        }
        if (waits == null) {
            return staleness * staleness / (2 * Math.max(age, SHORTEST_AGE));
        }
        double root = rootAt(staleness);
        return root * root;
    }

    private double rootAt(double staleness) {
        int level = 0;
        while (level < waits.length && waits[level] <= staleness) {
            level++;
        }
        if (level == 0) {
            return LOWEST_ROOT * staleness / waits[0];
        }
        double below = root(level - 1);
        double from = waits[level - 1];
        // the next root is twice as large
        return level == waits.length
                ? below * staleness / from
                : below + below * (staleness - from) / (waits[level] - from);
    }

    /**
     * The best wait since the last request, given the cost of a request and the age at the last one; all in seconds. The
     * cost is positive, and at most the highest that is known. Not of {@link #OF_UNKNOWN}, which knows no waits.
     */
    public double waitFor(double requestCost, double ageAtLastPoll) {
        double root = Math.sqrt(requestCost);
        int level = 0;
        while (level < waits.length - 1 && root(level) <= root) {
            level++;
        }
        if (level == 0) {
            return waits[0] * root / LOWEST_ROOT;
        }
        double below = root(level - 1);
        return waits[level - 1] + (waits[level] - waits[level - 1]) * (root - below) / below;
    }
}
