package io.github.cameldune.internal.time;

import java.time.Duration;

/** Durations as fractions of seconds and back; one that does not fit becomes the nearest that does. */
public final class Seconds {

    private static final double NANOS = 1e9;

    /** A century: for ever, and still a number of nanoseconds that fits into a long. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    private Seconds() {}

    /** A duration in seconds. */
    public static double of(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS;
    }

    /** A duration of so many seconds; infinity becomes 292 years. */
    public static Duration toDuration(double seconds) {
        return Duration.ofNanos((long) (seconds * NANOS));
    }

    /** The shorter of two durations. */
    public static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** The longer of two durations. */
    public static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
