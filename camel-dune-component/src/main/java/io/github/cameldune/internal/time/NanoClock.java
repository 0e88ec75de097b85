package io.github.cameldune.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock as nanoseconds since its start, which rate limits and queues count in. Thread-safe. */
public final class NanoClock {

    private final InstantSource source;
    private final Instant start;

    /**
     * A clock that starts now.
     *
     * @param source the time; should not be one that can be set, see {@link MonotonicClock}
     */
    public NanoClock(InstantSource source) {
        this.source = source;
        this.start = source.instant();
    }

    /**
     * The present.
     *
     * @return nanoseconds since the start
     */
    public long now() {
        return nanos(source.instant());
    }

    /**
     * Turns an instant into nanoseconds.
     *
     * @param instant not more than 292 years from the start
     * @return since the start, negative before it
     */
    public long nanos(Instant instant) {
        return Duration.between(start, instant).toNanos();
    }

    /**
     * Turns nanoseconds into an instant.
     *
     * @param nanos since the start
     * @return the instant
     */
    public Instant instant(long nanos) {
        return start.plusNanos(nanos);
    }
}
