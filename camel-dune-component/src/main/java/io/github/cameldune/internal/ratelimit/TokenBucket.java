package io.github.cameldune.internal.ratelimit;

/**
 * Tokens that come in at a steady rate and are kept up to a burst. Without a rate there is always a token. Instants are
 * nanoseconds of the rate limiter's clock. Not thread-safe: guarded by the rate limiter.
 *
 * <p>0.9 of the limit comes in per minute and 0.1 of it is the burst (at least one), so that no window of a minute holds
 * more requests than the limit.
 */
final class TokenBucket {

    private static final double RATE = 0.9;
    private static final double BURST = 0.1;
    private static final double MINUTE = 60e9;

    private double perNano = Double.POSITIVE_INFINITY;
    private double capacity = Double.POSITIVE_INFINITY;
    private double tokens = Double.POSITIVE_INFINITY;
    private long filledAt;

    /** Changes the rate. Tokens that are there stay, as far as the new burst holds them. */
    void limit(double requestsPerMinute, long now) {
        fill(now);
        perNano = RATE * requestsPerMinute / MINUTE;
        capacity = Math.max(1, BURST * requestsPerMinute);
        tokens = Math.min(tokens, capacity);
    }

    /** When a token is there: the present or later. */
    long readyAt(long now) {
        fill(now);
        return tokens >= 1 ? now : now + (long) Math.ceil((1 - tokens) / perNano);
    }

    /** How long it takes until so many tokens came in. */
    long inflow(int count) {
        return (long) (count / perNano);
    }

    void take(long now) {
        fill(now);
        tokens -= 1;
    }

    void giveBack() {
        tokens = Math.min(capacity, tokens + 1);
    }

    double tokens(long now) {
        fill(now);
        return Math.max(0, tokens);
    }

    private void fill(long now) {
        if (Double.isInfinite(perNano)) {
            // zero time × infinity would be no number
            tokens = capacity;
        } else if (tokens < capacity) {
            // a hair more than the exact product, so that a token is complete at the instant that readyAt named
            tokens = Math.min(capacity, tokens + (now - filledAt) * perNano + 1e-9);
        }
        filledAt = now;
    }
}
