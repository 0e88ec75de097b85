package io.github.cameldune.watch;

/** Where transitions go: the consumer, or a test. Called by several threads, never for one execution at a time by two. */
public interface WatchSink {

    /**
     * Delivers a transition and waits until that is done.
     *
     * @param transition what to tell
     * @return true when it was taken and may be recorded; false to have it delivered again later
     */
    boolean deliver(Transition transition);

    /**
     * Reports that a watch is over without a terminal state.
     *
     * @param end which watch, and why
     */
    void ended(WatchEnd end);
}
