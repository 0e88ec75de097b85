package io.github.cameldune.stubtest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test sets. */
final class SetClock implements InstantSource {
    private volatile Instant now;

    SetClock(String start) {
        now = Instant.parse(start);
    }

    @Override
    public Instant instant() {
        return now;
    }

    synchronized void forward(Duration duration) {
        now = now.plus(duration);
    }
}
