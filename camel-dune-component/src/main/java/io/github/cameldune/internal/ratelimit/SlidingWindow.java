package io.github.cameldune.internal.ratelimit;

import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * The requests of the last minute. Instants are nanoseconds of the rate limiter's clock. Not thread-safe: guarded by the
 * rate limiter.
 *
 * <p>This is the strict guard behind the token bucket. Dune counts a request when it arrives, which is some time between
 * its start and its end here. So a request is sure to have left Dune's window only a minute after it <em>ended</em>. As
 * long as each one starts with fewer than R others that are in flight or ended within the last minute, no window holds
 * more than R, whatever the network does.
 */
final class SlidingWindow {

    /** A minute, and what two clocks may differ by in a minute. */
    static final long WINDOW = 60_100_000_000L;

    private final ArrayDeque<Long> ended = new ArrayDeque<>();
    private int inFlight;

    void started() {
        inFlight++;
    }

    /** Nothing was sent after all, or it was refused by the rate limit and does not count there. */
    void forgotten() {
        inFlight--;
    }

    void ended(long now) {
        inFlight--;
        expire(now);
        ended.add(now);
    }

    int inFlight() {
        return inFlight;
    }

    /** How many ended within the last minute. */
    int recent(long now) {
        expire(now);
        return ended.size();
    }

    /** When one more may start under the limit; {@link Long#MAX_VALUE} while that depends on requests in flight. */
    long readyAt(long now, double limit) {
        expire(now);
        double tooMany = inFlight + ended.size() + 1 - Math.floor(limit);
        if (tooMany <= 0) {
            return now;
        }
        if (tooMany > ended.size()) {
            return Long.MAX_VALUE;
        }
        Iterator<Long> oldestFirst = ended.iterator();
        long leaves = oldestFirst.next();
        for (int i = 1; i < tooMany; i++) {
            leaves = oldestFirst.next();
        }
        return leaves + WINDOW;
    }

    private void expire(long now) {
        while (!ended.isEmpty() && ended.peek() + WINDOW <= now) {
            ended.remove();
        }
    }
}
