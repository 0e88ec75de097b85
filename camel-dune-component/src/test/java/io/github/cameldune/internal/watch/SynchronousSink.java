package io.github.cameldune.internal.watch;

import java.util.function.Consumer;

/** A sink whose deliveries end before it returns. */
public interface SynchronousSink extends EventSink {

    @Override
    default void deliver(WatchEvent event, Consumer<String> completion) {
        completion.accept(event instanceof Transition transition ? deliver(transition) : expired((Expiry) event));
    }

    /** Null if the transition is accepted, else why not. */
    String deliver(Transition transition);

    /** Null if the end of the watch is accepted, else why not. */
    String expired(Expiry expiry);
}
