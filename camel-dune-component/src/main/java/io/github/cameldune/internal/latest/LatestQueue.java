package io.github.cameldune.internal.latest;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.time.Cancellable;
import io.github.cameldune.internal.time.SafeExecution;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The executions of one query that are to be delivered: one at a time, in the order in which they were found, each until the
 * route has accepted it and the store has it. Thread-safe.
 */
final class LatestQueue {

    private static final Logger LOG = LoggerFactory.getLogger(LatestQueue.class);

    /** One execution. Guarded by the queue, but for what its constructor sets. */
    private static final class Entry {

        private final ExecutionId id;

        /** Null while it is not terminal. */
        private LatestEvent event;

        private boolean accepted;
        private int failures;

        private Entry(ExecutionId id, LatestEvent event) {
            this.id = id;
            this.event = event;
        }
    }

    private final LatestQueries.Setup setup;
    private final LatestStore store;
    private final LatestDelivery delivery;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private boolean open;
    private boolean delivering;
    private Cancellable retry = () -> false;

    LatestQueue(LatestQueries.Setup setup, LatestStore store, LatestDelivery delivery) {
        this.setup = setup;
        this.store = store;
        this.delivery = delivery;
    }

    void open() {
        synchronized (this) {
            open = true;
        }
        deliver();
    }

    /** Begins no other delivery; one in flight is completed. */
    synchronized void close() {
        open = false;
        retry.cancel();
    }

    synchronized int size() {
        return entries.size();
    }

    synchronized boolean contains(ExecutionId id) {
        return entries.stream().anyMatch(entry -> entry.id.equals(id));
    }

    /**
     * Adds an execution, unless it is there.
     *
     * @param event null if it is not terminal yet
     * @return whether its end is to be waited for
     */
    boolean add(ExecutionId id, LatestEvent event) {
        boolean isOpenEnded;
        synchronized (this) {
            if (!contains(id)) {
                entries.addLast(new Entry(id, event));
            }
            isOpenEnded = entries.stream().anyMatch(entry -> entry.id.equals(id) && entry.event == null);
        }
        deliver();
        return isOpenEnded;
    }

    /** An execution that was added before is terminal, or the wait for that is over. */
    void ended(LatestEvent event) {
        synchronized (this) {
            entries.stream()
                    .filter(entry -> entry.id.equals(event.executionId()))
                    .forEach(entry -> entry.event = event);
        }
        deliver();
    }

    private void deliver() {
        Entry first;
        synchronized (this) {
            first = entries.peekFirst();
            if (!open || delivering || first == null || first.event == null) {
                return;
            }
            delivering = true;
            retry.cancel();
        }
        Entry next = first;
        if (!SafeExecution.execute(setup.deliveryPool(), () -> run(next))) {
            retryLater(next);
        }
    }

    private void run(Entry entry) {
        try {
            if (!isOpen()) {
                released();
                return;
            }
            if (!entry.accepted && delivery.rejection(entry.event) != null) {
                retryLater(entry);
                return;
            }
            entry.accepted = true;
            store.delivered(entry.id);
        } catch (WatchStoreException e) {
            retryLater(entry);
            return;
        } catch (RuntimeException | Error e) {
            // whatever it was, nothing of this query would ever be delivered again
            LOG.error("Delivering {} failed unexpectedly; it will be tried again", entry.event.id(), e);
            retryLater(entry);
            return;
        }
        synchronized (this) {
            entries.remove(entry);
            delivering = false;
        }
        deliver();
    }

    private synchronized boolean isOpen() {
        return open;
    }

    private synchronized void released() {
        delivering = false;
    }

    private synchronized void retryLater(Entry entry) {
        delivering = false;
        entry.failures++;
        if (open) {
            retry = setup.timer().schedule(setup.deliveryBackoff().after(entry.failures), this::deliver);
        }
    }
}
