package io.github.cameldune.internal.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * By how much Dune's clock is ahead of the local one, by the header {@code Date} of its answers: the age of an execution
 * counts from an instant of Dune's clock. Thread-safe.
 */
final class ServerClock {

    /** The header has whole seconds, and an answer takes a while to arrive: less than this is no difference. */
    private static final Duration EXACT = Duration.ofSeconds(2);

    /** A clock that is off by more than this is no clock: a cached answer, or a proxy of its own mind. */
    private static final Duration BELIEVED = Duration.ofHours(1);

    private volatile Duration ahead = Duration.ZERO;

    void answered(Instant date, Instant now) {
        if (date == null) {
            return;
        }
        // cut to the second, so half a second later on average
        Duration difference = Duration.between(now, date.plusMillis(500));
        if (difference.abs().compareTo(BELIEVED) <= 0) {
            ahead = difference.abs().compareTo(EXACT) <= 0 ? Duration.ZERO : difference;
        }
    }

    Instant serverTime(Instant local) {
        return local.plus(ahead);
    }
}
