package io.github.cameldune.schedule;

/**
 * The limit to keep: the configured one, or one learned from 429s. Not thread-safe: guarded by its budget.
 */
final class LimitDiscovery {

    private static final double MINUTE = 60e9;

    private double configured = Double.POSITIVE_INFINITY;
    private double limit = Double.POSITIVE_INFINITY;
    private boolean discovered;

    /** Takes over a configured limit if it is smaller than the one before. True if another one was configured. */
    boolean configure(int requestsPerMinute) {
        boolean differs = Double.isFinite(configured) && configured != requestsPerMinute;
        configured = Math.min(configured, requestsPerMinute);
        limit = Math.min(limit, configured);
        return differs;
    }

    /** Dune answered 429 after it had accepted so many in a minute. */
    void limited(int accepted) {
        limit = Math.min(configured, Math.max(1, accepted));
        discovered = true;
    }

    /** Raises the limit for a time during which all of it was used and Dune did not object. */
    void raise(long used) {
        if (discovered) {
            limit = Math.min(configured, limit * (1 + 0.01 * used / MINUTE));
        }
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
