package io.github.cameldune.internal.latest;

import io.github.cameldune.internal.health.OutageLog;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands events to the sink, counts them, and logs what the route rejects. Thread-safe. */
final class LatestDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(LatestDelivery.class);

    private final LatestSink sink;
    private final InstantSource clock;
    private final OutageLog rejections = new OutageLog(LOG);
    private final AtomicInteger emitted = new AtomicInteger();

    LatestDelivery(LatestSink sink, InstantSource clock) {
        this.sink = sink;
        this.clock = clock;
    }

    /** Delivers an event; returns null if it was accepted, else why not. */
    String rejection(LatestEvent event) {
        emitted.incrementAndGet();
        String rejection = sink.deliver(event);
        if (rejection == null) {
            rejections.succeeded("The route accepts latest executions again.", clock.instant());
        } else {
            rejections.failed(
                    "The route rejected " + event.id() + " (" + rejection
                            + "). Executions that are rejected are delivered again.",
                    null,
                    clock.instant());
        }
        return rejection;
    }

    /** How many exchanges were emitted since the last call. */
    int takeEmitted() {
        return emitted.getAndSet(0);
    }
}
