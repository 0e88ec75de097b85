package io.github.cameldune.internal.watch;

import java.util.function.Consumer;

/** Where events go: the consumer, or a test. Called by several threads, never by two at a time for one execution. */
public interface EventSink {

    /**
     * Takes an event and tells once, now or later, what became of it.
     *
     * @param event a transition, or the end of a watch
     * @param completion takes null if the event was accepted, else why not; then it is delivered again
     */
    default void deliver(WatchEvent event, Consumer<String> completion) {
        completion.accept(event instanceof Transition transition ? deliver(transition) : expired((Expiry) event));
    }

    /**
     * Delivers a transition and waits until its exchange is complete.
     *
     * @param transition the transition
     * @return null if the route accepted it, and it may be recorded; else why the route rejected it, and it is delivered again
     */
    String deliver(Transition transition);

    /**
     * Reports that a watch expired and waits until the handler is done.
     *
     * @param expiry which watch, and why
     * @return null if the handler completed; else why not, and it is reported again
     */
    String expired(Expiry expiry);
}
