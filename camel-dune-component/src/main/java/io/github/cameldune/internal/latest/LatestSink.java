package io.github.cameldune.internal.latest;

/** Makes exchanges of events. Called from the delivery pool. */
@FunctionalInterface
public interface LatestSink {

    /**
     * Delivers an event.
     *
     * @param event what to deliver
     * @return null if it was accepted, else why not; it is delivered again then
     */
    String deliver(LatestEvent event);
}
