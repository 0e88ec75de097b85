package io.github.cameldune.internal.schedule;

import io.github.cameldune.internal.schedule.learning.Priority;
import java.time.Duration;

/**
 * When an execution is polled next.
 *
 * @param interval counted from the last poll, or from now if there was none; zero or negative means now
 * @param priority what goes first when permits are short
 */
public record NextPoll(Duration interval, Priority priority) {

    /** At once, with nothing known about the duration. */
    public static final NextPoll NOW = new NextPoll(Duration.ZERO, Priority.OF_UNKNOWN);

    /** The same, but no sooner than after the interval. */
    public NextPoll notWithin(Duration shortest) {
        return interval.compareTo(shortest) >= 0 ? this : new NextPoll(shortest, priority);
    }

    /** The same, but no later than after the interval. */
    public NextPoll within(Duration longest) {
        return interval.compareTo(longest) <= 0 ? this : new NextPoll(longest, priority);
    }
}
