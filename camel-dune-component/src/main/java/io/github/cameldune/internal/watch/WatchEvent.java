package io.github.cameldune.internal.watch;

/** An event to deliver: a transition, or the end of a watch. */
sealed interface WatchEvent permits Transition, Expiry {

    /** The watch as it was before. */
    Watch watch();

    /** Whether nothing follows: the watch ends once it was delivered. */
    boolean isLast();

    /** The full name of the state to record; null if none was ever seen. */
    String stateAfter();
}
