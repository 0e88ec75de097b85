package io.github.cameldune.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Nanoseconds since the start of a budget: what the classes behind it count in. */
final class BudgetClock {

    private final InstantSource source;
    private final Instant start;

    BudgetClock(InstantSource source) {
        this.source = source;
        this.start = source.instant();
    }

    long now() {
        return nanos(source.instant());
    }

    Instant present() {
        return source.instant();
    }

    long nanos(Instant instant) {
        return Duration.between(start, instant).toNanos();
    }

    Instant instant(long nanos) {
        return start.plusNanos(nanos);
    }
}
