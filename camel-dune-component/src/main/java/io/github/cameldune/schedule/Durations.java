package io.github.cameldune.schedule;

import java.time.Duration;

/** Durations as fractions of seconds and back; one that does not fit becomes the nearest that does. */
final class Durations {

    private static final double NANOS = 1e9;

    private Durations() {}

    static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS;
    }

    static Duration ofSeconds(double seconds) {
        return Duration.ofNanos(nanos(seconds));
    }

    static long nanos(double seconds) {
        // the conversion saturates, so infinity becomes 292 years
        return (long) (seconds * NANOS);
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
