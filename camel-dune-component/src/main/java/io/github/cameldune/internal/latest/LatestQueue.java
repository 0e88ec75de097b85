package io.github.cameldune.internal.latest;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.Verdict;
import io.github.cameldune.internal.time.Cancellable;
import io.github.cameldune.internal.time.SafeExecution;
import io.github.cameldune.internal.watch.Awaiter;
import io.github.cameldune.internal.watch.Expiry;
import io.github.cameldune.internal.watch.Transition;
import io.github.cameldune.internal.watch.Watch;
import io.github.cameldune.internal.watch.WatchEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The executions of one query that are to be delivered, in the order in which they were found. The first is awaited if it
 * still runs, by its status, which costs no credits; then it is delivered until the route has accepted it and the store has
 * it. The others wait for that. Thread-safe.
 */
final class LatestQueue {

    private static final Logger LOG = LoggerFactory.getLogger(LatestQueue.class);
    private static final Cancellable NONE = () -> false;

    /**
     * One execution. Guarded by the queue, except what its constructor sets; {@code event} and {@code accepted} are also read
     * by the thread that has the entry in flight.
     */
    private static final class Entry {

        private final Watch watch;

        /** Null while its end is not known. */
        private WatchEvent event;

        /**
         * Whether the route accepted it: it is only recorded then, unless the consumer is stopped or the process dies before.
         */
        private boolean accepted;

        /** Whether no status could be read for as long as a wait lasts; the next wait is the last. */
        private boolean unread;

        private int failures;

        private Entry(Watch watch) {
            this.watch = watch;
        }

        private ExecutionId id() {
            return watch.executionId();
        }
    }

    private final long queryId;
    private final LatestQueries.Setup setup;
    private final LatestStore store;
    private final Function<WatchEvent, String> route;

    // guarded by this
    private final Deque<Entry> entries = new ArrayDeque<>();
    private boolean open;
    private boolean firstIsInFlight;
    private Cancellable wait = NONE;
    private Cancellable retry = NONE;

    /**
     * An empty queue, which delivers nothing until it is opened. The route takes an event, and returns null if it accepted
     * it, else why not.
     */
    LatestQueue(long queryId, LatestQueries.Setup setup, LatestStore store, Function<WatchEvent, String> route) {
        this.queryId = queryId;
        this.setup = setup;
        this.store = store;
        this.route = route;
    }

    void open() {
        synchronized (this) {
            open = true;
        }
        advance();
    }

    /** Begins no other wait or delivery; a delivery in flight is completed. */
    synchronized void close() {
        open = false;
        retry.cancel();
        if (wait.cancel()) {
            firstIsInFlight = false;
        }
        wait = NONE;
    }

    synchronized int size() {
        return entries.size();
    }

    synchronized boolean contains(ExecutionId id) {
        return entries.stream().anyMatch(entry -> entry.id().equals(id));
    }

    /** Adds an execution, unless it is there; the status is null if it is not known to have ended. */
    void add(ExecutionId id, ExecutionStatus terminal) {
        synchronized (this) {
            if (!contains(id)) {
                Entry added = new Entry(Watch.of(id, setup.clock().instant()).with(null, queryId, Map.of()));
                added.event = terminal == null ? null : new Transition(added.watch, terminal, null);
                entries.addLast(added);
            }
        }
        advance();
    }

    /** Awaits the first, or delivers it, unless that is in flight. */
    private void advance() {
        Entry first;
        boolean isEnded;
        synchronized (this) {
            first = entries.peekFirst();
            if (!open || firstIsInFlight || first == null) {
                return;
            }
            firstIsInFlight = true;
            retry.cancel();
            isEnded = first.event != null;
        }
        if (!isEnded) {
            await(first);
        } else if (!SafeExecution.execute(setup.deliveryPool(), () -> run(first))) {
            failed(first);
        }
    }

    private void await(Entry first) {
        Cancellable begun = setup.awaiter()
                .await(first.id(), OptionalLong.of(queryId), setup.watchTimeout(), new FirstEnded(first));
        synchronized (this) {
            if (open && first.event == null) {
                wait = begun;
            } else if (begun.cancel()) {
                // closed meanwhile
                firstIsInFlight = false;
            }
        }
    }

    private void run(Entry first) {
        if (!isOpen()) {
            synchronized (this) {
                firstIsInFlight = false;
            }
            // it may have been opened again meanwhile
            advance();
            return;
        }
        boolean isDelivered = false;
        try {
            isDelivered = deliver(first);
        } catch (WatchStoreException e) {
            LOG.debug("Execution {} is not recorded yet", first.id(), e);
        } catch (RuntimeException | Error e) {
            // whatever it was, nothing of this query would ever be delivered again
            LOG.error("Delivering execution {} failed unexpectedly; it will be tried again", first.id(), e);
        }
        if (!isDelivered) {
            failed(first);
            return;
        }
        synchronized (this) {
            entries.remove(first);
            firstIsInFlight = false;
        }
        advance();
    }

    private synchronized boolean isOpen() {
        return open;
    }

    private boolean deliver(Entry first) {
        if (!first.accepted && route.apply(first.event) != null) {
            return false;
        }
        first.accepted = true;
        store.delivered(first.id());
        return true;
    }

    private synchronized void failed(Entry first) {
        first.failures++;
        advanceAfter(setup.deliveryBackoff().after(first.failures));
    }

    private synchronized void advanceAfter(Duration duration) {
        firstIsInFlight = false;
        if (open) {
            retry = setup.timer().schedule(duration, this::advance);
        }
    }

    /** The end of the first, which was found running, or before a restart. */
    private final class FirstEnded implements Awaiter.Callback {

        private final Entry first;

        private FirstEnded(Entry first) {
            this.first = first;
        }

        @Override
        public void ended(Answer<ExecutionStatus> answer) {
            if (answer.isOk()) {
                end(new Transition(first.watch, answer.value(), null));
            } else if (answer.verdict() == Verdict.UNKNOWN_EXECUTION) {
                end(new Expiry(first.watch, true, answer, Duration.ZERO));
            } else {
                // a refused key says nothing about the execution
                advanceAfter(setup.pollBackoff().cap());
            }
        }

        @Override
        public void timedOut(String lastState, Answer<ExecutionStatus> lastError, Duration after) {
            if (lastError != null && !first.unread) {
                // an outage is no reason to give it up, as long as it is no longer than for a watch
                first.unread = true;
                advanceAfter(Duration.ZERO);
                return;
            }
            Watch last = lastState == null ? first.watch : first.watch.delivered(lastState);
            end(new Expiry(last, false, lastError, after));
        }

        private void end(WatchEvent event) {
            synchronized (LatestQueue.this) {
                first.event = event;
                firstIsInFlight = false;
            }
            advance();
        }
    }
}
