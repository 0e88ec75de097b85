package io.github.cameldune.internal.watch;

import io.github.cameldune.internal.health.StoreHealth;

/** Finds events and delivers them: what a scheduled consumer opens, ticks and closes. Thread-safe. */
public interface EventSource {

    /**
     * Starts, or goes on after {@link #pause()}.
     *
     * @throws IllegalStateException if another consumer of this Camel context delivers the same events
     */
    void open();

    /** Polls and delivers no more until {@link #open()}. What is in flight ends, and what was not recorded is seen again. */
    void pause();

    /** Stops for good: another consumer may deliver the same events. */
    void close();

    /** What Camel's scheduler has to do from time to time. Does not wait for requests or for the route. */
    void tick();

    /** How many exchanges were emitted since the last call. */
    int takeEmitted();

    /** The health of the store, the same object each time. */
    StoreHealth store();
}
