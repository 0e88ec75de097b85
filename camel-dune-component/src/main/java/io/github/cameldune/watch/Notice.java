package io.github.cameldune.watch;

/** Something to tell about a watch, in the order in which it was found out. */
sealed interface Notice permits Transition, WatchEnd {

    /** Whether the watch is over once this was told. */
    boolean isLast();

    /** What the watch remembers as its last state once this was told; null for none. */
    String stateAfter();
}
