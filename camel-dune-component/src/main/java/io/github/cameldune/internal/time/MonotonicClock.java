package io.github.cameldune.internal.time;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of day at the creation of this clock, and from then on the time that really passed.
 *
 * <p>A wall clock can be set: back, and nothing would be due until it has caught up; forward, and everything would be
 * due at once. This clock does neither. It may drift away from the wall clock by what the machine's oscillator is off,
 * seconds in a month, which the age of an execution tolerates.
 *
 * <p>Thread-safe.
 */
public final class MonotonicClock implements InstantSource {

    private final Instant start;
    private final long origin;

    public MonotonicClock() {
        this.start = InstantSource.system().instant();
        this.origin = System.nanoTime();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - origin);
    }
}
