package io.github.cameldune.internal.watch;

/** An event to deliver: a transition, or the end of a watch. */
public sealed interface WatchEvent permits Transition, Expiry {

    /** The watch as it was before. */
    Watch watch();

    /**
     * Whether nothing follows: the watch ends once it was delivered.
     *
     * @return true for a terminal state, and for the end of a watch
     */
    boolean isLast();

    /**
     * The state to record.
     *
     * @return its full name; null if none was ever seen
     */
    String stateAfter();
}
