package io.github.cameldune.schedule;

/**
 * The requests of the last minute. Instants are nanoseconds of the budget's clock. Not thread-safe: guarded by its
 * budget.
 *
 * <p>This is the strict guard behind the token bucket. Dune counts a request when it arrives, which is some time
 * between its start and its end here; so a request is sure to have left Dune's window only a minute after it
 * <em>ended</em>. As long as each one starts with fewer than R others that are under way or ended within the last
 * minute, no window holds more than R, whatever the network does.
 */
final class RequestLog {

    /** A minute, and what two clocks may differ by in a minute. */
    static final long WINDOW = 60_100_000_000L;

    private long[] ended = new long[64];
    private int first;
    private int count;
    private int underWay;

    void started() {
        underWay++;
    }

    /** Nothing was sent after all, or it was refused by the rate limit and does not count there. */
    void forgotten() {
        underWay--;
    }

    void ended(long now) {
        underWay--;
        expire(now);
        if (count == ended.length) {
            grow();
        }
        ended[(first + count) & (ended.length - 1)] = now;
        count++;
    }

    int underWay() {
        return underWay;
    }

    /** How many ended within the last minute. */
    int recent(long now) {
        expire(now);
        return count;
    }

    /** When one more may start under the limit; {@link Long#MAX_VALUE} while that depends on requests under way. */
    long readyAt(long now, double limit) {
        expire(now);
        double tooMany = underWay + count + 1 - Math.floor(limit);
        if (tooMany <= 0) {
            return now;
        }
        if (tooMany > count) {
            return Long.MAX_VALUE;
        }
        return ended[(first + (int) tooMany - 1) & (ended.length - 1)] + WINDOW;
    }

    private void expire(long now) {
        while (count > 0 && ended[first] + WINDOW <= now) {
            first = (first + 1) & (ended.length - 1);
            count--;
        }
    }

    private void grow() {
        long[] larger = new long[2 * ended.length];
        for (int i = 0; i < count; i++) {
            larger[i] = ended[(first + i) & (ended.length - 1)];
        }
        ended = larger;
        first = 0;
    }
}
