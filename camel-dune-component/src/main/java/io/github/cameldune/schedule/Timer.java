package io.github.cameldune.schedule;

import java.time.Duration;

/**
 * Runs a task later. In production a scheduled executor that Camel manages, in a simulation a queue of events.
 *
 * <p>The tasks given to it are short and do not block. A timer that drops its tasks (an executor that was shut down)
 * must not throw: what waits then waits until its owner ends it.
 */
@FunctionalInterface
public interface Timer {

    /**
     * Arranges for the task to run once.
     *
     * @param delay how long from now; zero or negative means as soon as possible
     * @param task what to run
     * @return calls the task off while it has not begun
     */
    Cancellable schedule(Duration delay, Runnable task);
}
