package io.github.cameldune.internal.ratelimit;

import io.github.cameldune.internal.time.Durations;
import java.time.Duration;

/**
 * The pauses of one rate limit: of its requests after a 429, of polls after the key was refused. Instants are nanoseconds of the
 * rate limiter's clock. Not thread-safe: guarded by the rate limiter.
 *
 * <p>Each pause begins a new epoch, and a permit bears the epoch in which it was granted. So an answer to a request that
 * was sent before a pause does not begin another one. It may lengthen a pause by Retry-After, and a success ends the pause
 * of polls whenever its request was sent.
 */
final class Pauses {

    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST = 300 * SECOND;

    private final Backoff rateLimited = new Backoff(5 * SECOND, 60 * SECOND);
    private final Backoff refused = new Backoff(30 * SECOND, LONGEST);
    private String billingLimitSubject;

    /** Dune answered 429. True if this begins a new pause. {@code retryAfter} is null if Dune sent none. */
    boolean rateLimited(int epoch, Duration retryAfter, long now) {
        boolean begins = rateLimited.begin(epoch, now);
        if (retryAfter != null && retryAfter.compareTo(Duration.ZERO) > 0) {
            // what Dune says about its own window is better than a guess, also when it says so a second time
            long until = now
                    + Durations.shorter(retryAfter, Duration.ofNanos(LONGEST)).toNanos();
            rateLimited.until = begins ? until : Math.max(rateLimited.until, until);
        }
        return begins;
    }

    /**
     * Dune refused the key. True if this begins a new pause. A refusal during a pause, as producers get, does not extend it: a
     * few messages would raise 30 s to 5 min.
     */
    boolean refused(int epoch, long now) {
        return now >= refused.until && refused.begin(epoch, now);
    }

    /**
     * A request was refused for the limit of the billing cycle. True if this begins a new pause: once
     * two executions met it with no status in between. One alone, as when only its result is too expensive, backs off.
     */
    boolean billingLimit(String subject, int epoch, long now) {
        boolean ofAnother = billingLimitSubject != null && !billingLimitSubject.equals(subject);
        billingLimitSubject = subject;
        return (ofAnother || isRefused()) && refused(epoch, now);
    }

    /** Dune did what was asked for. True if the key was refused until now. */
    boolean accepted(int rateLimitedEpoch, long now) {
        notRateLimited(rateLimitedEpoch);
        boolean wasRefused = isRefused();
        billingLimitSubject = null;
        refused.inARow = 0;
        refused.until = Math.min(refused.until, now);
        return wasRefused;
    }

    /** Dune answered something else than 429. */
    void notRateLimited(int rateLimitedEpoch) {
        if (rateLimitedEpoch == rateLimited.epoch) {
            rateLimited.inARow = 0;
        }
    }

    /** Whether the key was refused and no request succeeded since: also after the pause itself is over. */
    boolean isRefused() {
        return refused.inARow > 0;
    }

    int rateLimitedEpoch() {
        return rateLimited.epoch;
    }

    int refusedEpoch() {
        return refused.epoch;
    }

    /** When the pause of all requests ends; {@link Long#MIN_VALUE} if there was none. */
    long until() {
        return rateLimited.until;
    }

    /** When polls go on, as far as refusals are concerned. */
    long pollsUntil() {
        return refused.until;
    }

    private static final class Backoff {

        private final long first;
        private final long cap;
        private int epoch;
        private int inARow;
        private long until = Long.MIN_VALUE;

        private Backoff(long first, long cap) {
            this.first = first;
            this.cap = cap;
        }

        private boolean begin(int sentIn, long now) {
            if (sentIn != epoch) {
                return false;
            }
            until = now + Math.min(cap, first << Math.min(inARow, 10));
            inARow++;
            epoch++;
            return true;
        }
    }
}
