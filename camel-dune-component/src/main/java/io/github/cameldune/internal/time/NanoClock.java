package io.github.cameldune.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock as nanoseconds since its start, which rate limits and queues count in. Thread-safe. */
public final class NanoClock {

    private final InstantSource source;
    private final Instant start;

    /** Starts now. The source should not be one that can be set, see {@link MonotonicClock}. */
    public NanoClock(InstantSource source) {
        this.source = source;
        this.start = source.instant();
    }

    /** Nanoseconds since the start. */
    public long now() {
        return nanos(source.instant());
    }

    /** Nanoseconds from the start to an instant, negative before it; for 292 years on both sides. */
    public long nanos(Instant instant) {
        return Duration.between(start, instant).toNanos();
    }

    /** The instant so many nanoseconds after the start. */
    public Instant instant(long nanos) {
        return start.plusNanos(nanos);
    }
}
