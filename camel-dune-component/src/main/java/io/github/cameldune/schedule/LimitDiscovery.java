package io.github.cameldune.schedule;

/**
 * The limit to keep: the configured one, or one learned from 429s. Instants are nanoseconds of the budget's clock. Not
 * thread-safe: guarded by its budget.
 *
 * <p>How many requests were accepted in the last minute tells the limit only if a minute was spent asking with this key
 * alone. A 429 to the first request after a restart, or a stray one of a proxy, tells nothing of the kind. So what is
 * learned at once is not below {@link #LEAST}, which is less than Dune's smallest plan allows (40), and soon raised. Only
 * 429s that go on at that rate, as when others use the key, lead further down.
 */
final class LimitDiscovery {

    static final int LEAST = 30;

    private static final double MINUTE = 60e9;
    /** What the limit grows by in a minute of use: little at first, and more each minute that Dune does not object. */
    private static final double RAISE = 0.0007;

    private static final double RAISE_MORE = 0.00007;
    /** What a limit grows by that too few requests told. */
    private static final double RAISE_OF_A_GUESS = 0.5;

    private double configured = Double.POSITIVE_INFINITY;
    private double limit = Double.POSITIVE_INFINITY;
    private double least = LEAST;
    private boolean discovered;
    private boolean guessed;
    private long limitedAt;

    /** Takes over a configured limit if it is smaller than the one before. True if another one was configured. */
    boolean configure(int requestsPerMinute) {
        boolean differs = Double.isFinite(configured) && configured != requestsPerMinute;
        configured = Math.min(configured, requestsPerMinute);
        limit = Math.min(limit, configured);
        return differs;
    }

    /** Dune answered 429 after it had accepted so many in a minute. */
    void limited(int accepted, long now) {
        boolean again = discovered && now - limitedAt < 2 * MINUTE && limit <= least;
        least = again ? Math.max(1, least / 2) : LEAST;
        guessed = accepted < least;
        limit = Math.min(configured, Math.max(least, accepted));
        discovered = true;
        limitedAt = now;
    }

    /** Raises the limit for a time during which all of it was used and Dune did not object. */
    void raise(long used, long now) {
        if (discovered) {
            double rate = guessed ? RAISE_OF_A_GUESS : RAISE + RAISE_MORE * (now - limitedAt) / MINUTE;
            limit = Math.min(configured, limit * (1 + rate * used / MINUTE));
        }
    }

    /** Whether there is none so far: neither configured nor learned. */
    boolean isUnknown() {
        return Double.isInfinite(limit);
    }

    double limit() {
        return limit;
    }

    double configured() {
        return configured;
    }

    boolean discovered() {
        return discovered && limit < configured;
    }
}
