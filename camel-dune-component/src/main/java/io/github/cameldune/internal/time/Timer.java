package io.github.cameldune.internal.time;

import java.time.Duration;

/**
 * Runs a task later. In production a scheduled executor that Camel manages, in a simulation a queue of events.
 *
 * <p>The tasks given to it are short and do not block.
 */
@FunctionalInterface
public interface Timer {

    /**
     * Arranges for the task to run once, as soon as possible if the delay is not positive. What is returned cancels the task
     * while it has not begun. Throws a {@link java.util.concurrent.RejectedExecutionException} if the timer was shut down.
     */
    Cancellable schedule(Duration delay, Runnable task);
}
