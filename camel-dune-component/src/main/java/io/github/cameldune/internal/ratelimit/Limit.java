package io.github.cameldune.internal.ratelimit;

import java.util.HashMap;
import java.util.Map;

/**
 * The limit to keep: the smallest that was configured, or one discovered from 429s. Instants are nanoseconds of the rate
 * limiter's clock. Not thread-safe: guarded by the rate limiter.
 *
 * <p>A 429 within a configured limit only pauses requests, since a restart or a proxy can cause one. After three pauses in a
 * row the limit drops below the configured one; it returns within minutes after the last 429.
 *
 * <p>A discovered limit is the number of requests that were accepted in the minute before the 429. That tells the limit
 * only if the whole minute was used by this process alone. So it is not below {@link #LEAST}, which is less than Dune's
 * smallest plan allows (40), unless 429s go on at that rate. It is raised slowly while it is used up and no other 429 comes.
 */
final class Limit {

    static final int LEAST = 30;
    private static final double MINUTE = 60e9;

    /** After so many pauses in a row, less than a configured limit is used. */
    private static final int PAUSES_BEFORE_LOWER = 3;

    /** By which fraction a discovered limit grows in a minute of use, plus RAISE_MORE for each minute since the last 429. */
    private static final double RAISE = 0.0007;

    private static final double RAISE_MORE = 0.00007;

    /** By which fraction a limit grows in a minute of use if fewer than the least were accepted before the 429. */
    private static final double RAISE_OF_A_GUESS = 0.5;

    /** By which fraction a limit below the configured one grows in a minute of use. */
    private static final double RAISE_TO_CONFIGURED = 1;

    private final Map<Object, Integer> configuredBy = new HashMap<>();
    private double configured = Double.POSITIVE_INFINITY;
    private double limit = Double.POSITIVE_INFINITY;
    private double least = LEAST;
    private boolean discovered;
    private boolean guessed;
    private int inARow;
    private long limitedAt;

    /** Configures the limit for one owner; 0 if it shall be discovered. True if another owner configured another value. */
    boolean configure(Object owner, int requestsPerMinute) {
        boolean differs = requestsPerMinute > 0
                && configuredBy.values().stream().anyMatch(other -> other > 0 && other != requestsPerMinute);
        configuredBy.put(owner, requestsPerMinute);
        applySmallest();
        return differs;
    }

    void release(Object owner) {
        configuredBy.remove(owner);
        if (!configuredBy.isEmpty()) {
            // with no owner left the limit stays, so that a restart with the same limit does not refill the burst
            applySmallest();
        }
    }

    private void applySmallest() {
        double before = configured;
        configured = configuredBy.values().stream()
                .filter(value -> value > 0)
                .mapToDouble(Integer::doubleValue)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        if (!discovered || configured != before && Double.isFinite(configured)) {
            discovered = false;
            limit = configured;
        }
    }

    /** Dune answered 429, which began a pause, after it had accepted so many in a minute. */
    void limited(int accepted, long now) {
        boolean goesOn = inARow > 0 && now - limitedAt < 2 * MINUTE;
        inARow = goesOn ? inARow + 1 : 1;
        boolean atTheLeast = goesOn && discovered && limit <= least;
        limitedAt = now;
        if (Double.isFinite(configured) && inARow < PAUSES_BEFORE_LOWER) {
            return;
        }
        least = atTheLeast ? Math.max(1, least / 2) : LEAST;
        guessed = accepted < least;
        limit = Math.min(configured, Math.max(least, accepted));
        discovered = true;
    }

    /** Raises the limit for a time during which all of it was used and no 429 came. */
    void raise(long used, long now) {
        if (!discovered) {
            return;
        }
        double rate = Double.isFinite(configured)
                ? RAISE_TO_CONFIGURED
                : guessed ? RAISE_OF_A_GUESS : RAISE + RAISE_MORE * (now - limitedAt) / MINUTE;
        limit = Math.min(configured, limit * (1 + rate * used / MINUTE));
        discovered = limit < configured;
    }

    /** Whether there is none so far: neither configured nor discovered. */
    boolean isUnknown() {
        return Double.isInfinite(limit);
    }

    /** Requests a minute, infinite if unknown. */
    double perMinute() {
        return limit;
    }

    boolean isDiscovered() {
        return discovered;
    }
}
