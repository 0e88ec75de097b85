package io.github.cameldune.internal.context;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Tells when the Camel context begins to stop. Camel stops a producer only once no exchange of its route is in flight, so
 * those that wait for Dune would hold up the stop until its timeout. Thread-safe.
 */
final class StopSignal extends EventNotifierSupport {

    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();

    StopSignal() {
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        // or Camel would make an event of every exchange
        setIgnoreExchangeEvents(true);
    }

    void add(Runnable listener) {
        listeners.add(listener);
    }

    void remove(Runnable listener) {
        listeners.remove(listener);
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof CamelEvent.CamelContextStoppingEvent) {
            listeners.forEach(Runnable::run);
        }
    }
}
