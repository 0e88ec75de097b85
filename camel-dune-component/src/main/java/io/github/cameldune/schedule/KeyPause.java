package io.github.cameldune.schedule;

import java.time.Duration;

/**
 * The pauses of a key: of everything after a 429, of watching after a 401, 402 or 403. Instants are nanoseconds of the
 * budget's clock. Not thread-safe: guarded by its budget.
 *
 * <p>Each pause begins a new epoch, and a permit bears the epoch in which it was granted. So what Dune answers to
 * requests that were sent before a pause neither lengthens nor ends it.
 */
final class KeyPause {

    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST = 300 * SECOND;

    private final Backoff limited = new Backoff(5 * SECOND, 60 * SECOND);
    private final Backoff refused = new Backoff(30 * SECOND, LONGEST);

    /** Dune answered 429. True if this begins a new pause. */
    boolean limited(int epoch, Duration retryAfter, long now) {
        long wanted = retryAfter == null ? 0 : Durations.nanos(Durations.seconds(retryAfter));
        boolean begins = limited.begin(epoch, now);
        if (wanted > 0) {
            // what Dune says about its own window is better than a guess, also when it says so a second time
            long until = now + Math.min(wanted, LONGEST);
            limited.until = begins ? until : Math.max(limited.until, until);
        }
        return begins;
    }

    /**
     * Dune refused the key. True if this begins a new pause, which the refusals that producers meet during one do not: they
     * say nothing new, and a few messages would make half a minute five.
     */
    boolean refused(int epoch, long now) {
        return now >= refused.until && refused.begin(epoch, now);
    }

    /** Dune answered. True if this ended a pause of watching. */
    boolean answered(int limitedEpoch, long now) {
        if (limitedEpoch == limited.epoch) {
            limited.inRow = 0;
        }
        boolean lifted = refused.inRow > 0;
        refused.inRow = 0;
        refused.until = Math.min(refused.until, now);
        return lifted;
    }

    int limitedEpoch() {
        return limited.epoch;
    }

    int refusedEpoch() {
        return refused.epoch;
    }

    /** When everything goes on, {@link Long#MIN_VALUE} if it never paused. */
    long until() {
        return limited.until;
    }

    /** When watching goes on, as far as refusals are concerned. */
    long watchingUntil() {
        return refused.until;
    }

    private static final class Backoff {

        private final long first;
        private final long cap;
        private int epoch;
        private int inRow;
        private long until = Long.MIN_VALUE;

        private Backoff(long first, long cap) {
            this.first = first;
            this.cap = cap;
        }

        private boolean begin(int sentIn, long now) {
            if (sentIn != epoch) {
                return false;
            }
            until = now + Math.min(cap, first << Math.min(inRow, 10));
            inRow++;
            epoch++;
            return true;
        }
    }
}
