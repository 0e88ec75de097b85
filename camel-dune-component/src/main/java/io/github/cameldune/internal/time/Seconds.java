package io.github.cameldune.internal.time;

import java.time.Duration;

/** Durations as fractions of seconds and back; one that does not fit becomes the nearest that does. */
public final class Seconds {

    private static final double NANOS = 1e9;

    private Seconds() {}

    /** A duration in seconds. */
    public static double of(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS;
    }

    /** A duration of so many seconds; infinity becomes 292 years. */
    public static Duration toDuration(double seconds) {
        return Duration.ofNanos((long) (seconds * NANOS));
    }
}
