package io.github.cameldune.internal.time;

import java.time.Duration;

/** What {@link Duration} lacks: the shorter and the longer of two, and a longest one. */
public final class Durations {

    /** A century: for ever, and still a number of nanoseconds that fits into a long. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    private Durations() {}

    /** The shorter of two durations. */
    public static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** The longer of two durations. */
    public static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
