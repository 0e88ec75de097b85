package io.github.cameldune.internal.watch;

import java.util.function.Consumer;

/** Where events go: the consumer, or a test. Called by several threads, never by two at a time for one execution. */
@FunctionalInterface
public interface EventSink {

    /**
     * Takes an event and tells once, now or later, what became of it.
     *
     * @param completion takes null if the event was accepted and may be recorded, else why not; then it is delivered again
     */
    void deliver(WatchEvent event, Consumer<String> completion);
}
