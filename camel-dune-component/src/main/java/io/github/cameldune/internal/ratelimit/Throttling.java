package io.github.cameldune.internal.ratelimit;

/**
 * How long permits were short, that is, a caller wanted one and there was none. Instants are nanoseconds of the rate limiter's
 * clock. Not thread-safe: guarded by the rate limiter.
 */
final class Throttling {

    private static final double MEMORY = 60e9;

    private boolean isShort;
    private long observedAt;

    /** The part of the recent past during which permits were short, the past counting less and less. */
    private double part;

    /** Notes what holds from now on. Returns for how long permits have been short since the last call. */
    long observe(boolean shortNow, long now) {
        long elapsed = Math.max(0, now - observedAt);
        part = partAt(now);
        observedAt = now;
        long wasShort = isShort ? elapsed : 0;
        isShort = shortNow;
        return wasShort;
    }

    /** Whether permits were short for most of the last minute. */
    boolean isThrottled(long now) {
        return partAt(now) > 0.5;
    }

    private double partAt(long now) {
        double kept = Math.exp(-Math.max(0, now - observedAt) / MEMORY);
        return part * kept + (isShort ? 1 - kept : 0);
    }
}
