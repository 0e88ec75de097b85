package io.github.cameldune.internal.watch;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.internal.health.OutageLog;
import io.github.cameldune.internal.health.StoreHealth;
import io.github.cameldune.internal.time.SafeExecution;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers events at least once, and in order for each execution. An event is recorded in the store only after the route
 * accepted it, and the next event of the same execution waits for that. An event that was accepted but could not be recorded
 * is not delivered again, unless the consumer is stopped or the process dies before. Thread-safe.
 */
final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final Watcher watcher;
    private final Watcher.Setup setup;
    private final EventSink sink;
    private final StoreHealth store;
    private final EventRecorder recorder;
    private final DeliveryGate gate;
    private final OutageLog rejections = new OutageLog(LOG);

    /** Watches with events that are pending, those in flight too; those that wait longest come first. */
    private final Set<ActiveWatch> undelivered = Collections.synchronizedSet(new LinkedHashSet<>());

    private final AtomicInteger emitted = new AtomicInteger();
    private volatile boolean open;

    /** Delivers nothing until it is opened. */
    Deliveries(Watcher watcher, Watcher.Setup setup, EventSink sink, StoreHealth store) {
        this.watcher = watcher;
        this.setup = setup;
        this.sink = sink;
        this.store = store;
        this.recorder = new EventRecorder(setup, store);
        this.gate = new DeliveryGate(setup.backoff());
    }

    void open() {
        open = true;
        deliverPending();
    }

    /** Begins no other delivery; those in flight are completed. */
    void close() {
        open = false;
    }

    /** Delivers pending events again whose backoff is over. */
    void deliverPending() {
        setup.list().handedOut().takeBackDropped();
        // atomic: an event that another thread adds meanwhile keeps its watch here, or puts it here again
        undelivered.removeIf(watch -> !watch.hasPending());
        List.copyOf(undelivered).forEach(this::deliver);
        if (undelivered.isEmpty()) {
            store.nothingToWrite();
        }
    }

    /** How many exchanges were emitted since the last call. */
    int takeEmitted() {
        return emitted.getAndSet(0);
    }

    /** Delivers what is pending for a watch, unless it is being delivered or has to wait. */
    void deliver(ActiveWatch watch) {
        undelivered.add(watch);
        if (open && claim(watch)) {
            boolean isForRoute = isForRoute(watch);
            if (isForRoute && !gate.pass(setup.clock().instant())) {
                release(watch);
            } else if (!SafeExecution.execute(setup.deliveryPool(), () -> run(watch, isForRoute))) {
                // what is pending was not recorded: a later try, or the next start, delivers it
                untried(watch, isForRoute);
            }
        }
    }

    /** Puts the first event in flight, which only its claimant delivers, records and takes out again. */
    private boolean claim(ActiveWatch watch) {
        Instant now = setup.clock().instant();
        while (watch.isDeliverable(now) && setup.list().inFlight().putIfAbsent(watch.id(), watch) == null) {
            // another thread may have recorded or rejected it since the first look
            if (watch.isDeliverable(now)) {
                return true;
            }
            release(watch);
            // while this thread held the claim, a delivery of a newer event may have been refused it
        }
        return false;
    }

    /** Whether the route gets the event; else it is only recorded: it is not selected, or was accepted before. */
    private boolean isForRoute(ActiveWatch watch) {
        boolean isSilent = watch.first() instanceof Transition transition
                && !setup.selection().selects(transition.status());
        return !isSilent && !watch.isAccepted();
    }

    private void untried(ActiveWatch watch, boolean isForRoute) {
        if (isForRoute) {
            gate.untried();
        }
        release(watch);
    }

    private void release(ActiveWatch watch) {
        setup.list().inFlight().remove(watch.id(), watch);
    }

    private void run(ActiveWatch watch, boolean isForRoute) {
        WatchEvent event = watch.first();
        if (!open || event == null) {
            untried(watch, isForRoute);
            return;
        }
        if (!isForRoute) {
            watch.accepted();
            record(watch, event);
            return;
        }
        try {
            if (!setup.shared() || isUpToDate(watch)) {
                emit(watch, event);
            }
        } catch (WatchStoreException e) {
            gate.untried();
            retryLater(watch);
        } catch (RuntimeException | Error e) {
            // whatever it was, the claim must not be lost with it, or nothing of this execution is ever delivered again
            LOG.error("Delivering an event of execution {} failed unexpectedly; it will be tried again", watch.id(), e);
            rejected(watch, event, e.toString());
        }
    }

    /** Whether the event follows what is recorded; others that share the list may have delivered it meanwhile. */
    private boolean isUpToDate(ActiveWatch watch) {
        StoredWatch actual = recorder.current(watch.id());
        if (actual != null && actual.text().equals(watch.stored().text())) {
            return true;
        }
        gate.untried();
        undelivered.remove(watch);
        release(watch);
        watcher.renew(watch, actual);
        return false;
    }

    private void emit(ActiveWatch watch, WatchEvent event) {
        if (event instanceof Transition) {
            emitted.incrementAndGet();
            setup.list().counts().exchangeBegun();
        }
        sink.deliver(event, rejection -> {
            if (rejection == null) {
                accepted(watch, event);
            } else {
                if (event instanceof Transition) {
                    setup.list().counts().exchangeRejected();
                }
                rejected(watch, event, rejection);
            }
        });
    }

    private void accepted(ActiveWatch watch, WatchEvent event) {
        watch.accepted();
        rejections.succeeded(
                "The route of watch list '" + setup.list().name() + "' accepts events again.",
                setup.clock().instant());
        if (gate.accepted()) {
            deliverPending();
        }
        record(watch, event);
    }

    private void record(ActiveWatch watch, WatchEvent event) {
        if (!recorder.record(watch, event)) {
            retryLater(watch);
            return;
        }
        undelivered.remove(watch);
        // before the release, or else the event that was recorded could be claimed again
        watch.recorded();
        release(watch);
        if (watch.hasPending()) {
            deliver(watch);
        } else if (event.isLast() || watch.isRemoved()) {
            watcher.forget(watch);
        }
    }

    private void rejected(ActiveWatch watch, WatchEvent event, String reason) {
        Instant now = setup.clock().instant();
        String what = event instanceof Transition transition ? transition.eventId() : "the end of watch " + watch.id();
        rejections.failed(
                "The route rejected " + what + " (" + reason + "). Events that are rejected are delivered again.",
                null,
                now);
        gate.rejected(watch.id(), now);
        retryLater(watch);
    }

    private void retryLater(ActiveWatch watch) {
        watch.deliveryFailed(setup.clock().instant(), setup.backoff());
        release(watch);
    }
}
