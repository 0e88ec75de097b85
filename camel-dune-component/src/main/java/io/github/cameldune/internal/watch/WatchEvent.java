package io.github.cameldune.internal.watch;

/** An event to deliver: a transition, or the end of a watch. */
public sealed interface WatchEvent permits Transition, Expiry {

    /** The watch as it was before. */
    Watch watch();

    /** Whether the watch ends once this was delivered, as after a terminal state or an {@link Expiry}. */
    boolean isLast();

    /** The full name of the state to record; null if none was ever seen. */
    String stateAfter();
}
