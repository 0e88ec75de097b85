package io.github.cameldune.schedule;

/**
 * Tokens that come in at a steady rate and are kept up to a few: what smooths the requests. Without a rate there is
 * always a token. Instants are nanoseconds of the budget's clock. Not thread-safe: guarded by its budget.
 *
 * <p>0.9 of the limit comes in per minute and 0.1 of it is kept (at least one), so that no window of a minute holds
 * more requests than the limit.
 */
final class TokenBucket {

    private static final double RATE = 0.9;
    private static final double BURST = 0.1;
    /** More than that is kept for producers, who come unannounced. */
    private static final double NEARLY_FULL = 0.9;

    private static final double MINUTE = 60e9;

    private double perNano = Double.POSITIVE_INFINITY;
    private double capacity = Double.POSITIVE_INFINITY;
    private double tokens = Double.POSITIVE_INFINITY;
    private long filledAt;

    /** Changes the rate; what has come in so far stays, as far as the new capacity holds it. */
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

    boolean isNearlyFull(long now) {
        fill(now);
        return tokens >= NEARLY_FULL * capacity;
    }

    /** Which part of the tokens that are kept beside one is there: 1 if one more would be lost. */
    double full(long now) {
        fill(now);
        return capacity <= 1 ? 1 : Math.max(0, (tokens - 1) / (capacity - 1));
    }

    double tokens(long now) {
        fill(now);
        return tokens;
    }

    private void fill(long now) {
        if (tokens < capacity) {
            // a hair more than the exact product, so that a token is complete at the instant readyAt named
            tokens = Math.min(capacity, tokens + (now - filledAt) * perNano + 1e-9);
        }
        filledAt = now;
    }
}
