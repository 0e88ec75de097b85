package io.github.cameldune.internal.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * By how much Dune's clock is ahead of the local one, by the header {@code Date} of its answers: the age of an execution
 * counts from an instant of Dune's clock. Thread-safe.
 */
final class ServerClock {

    /** The header has whole seconds, and an answer takes a while to arrive: less than this is no difference. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** A difference of more than this is ignored: the answer was cached, or a proxy wrote the header. */
    private static final Duration LONGEST_BELIEVED = Duration.ofHours(1);

    private volatile Duration ahead = Duration.ZERO;

    /** Takes the date of an answer, null if there is none. */
    void answered(Instant date, Instant now) {
        if (date == null) {
            return;
        }
        // cut to the second, so half a second later on average
        Duration difference = Duration.between(now, date.plusMillis(500));
        if (difference.abs().compareTo(LONGEST_BELIEVED) <= 0) {
            ahead = difference.abs().compareTo(TOLERANCE) <= 0 ? Duration.ZERO : difference;
        }
    }

    Instant serverTime(Instant local) {
        return local.plus(ahead);
    }
}
