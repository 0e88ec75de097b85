package io.github.cameldune.internal.time;

/** Something that was arranged for later and can be cancelled. */
@FunctionalInterface
public interface Cancellable {

    /**
     * Cancels it. May be called from any thread, and more than once. False if it had happened, had begun or was cancelled
     * before.
     */
    boolean cancel();
}
