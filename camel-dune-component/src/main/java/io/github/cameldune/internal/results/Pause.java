package io.github.cameldune.internal.results;

import java.time.Duration;

/** Waits in the thread that reads. The seam for virtual time. */
@FunctionalInterface
public interface Pause {

    /** Waits by the clock. */
    Pause REAL = duration -> Thread.sleep(duration.toMillis());

    /**
     * Waits.
     *
     * @param duration how long; not negative
     * @throws InterruptedException if the thread is interrupted, which ends the wait
     */
    void sleep(Duration duration) throws InterruptedException;
}
