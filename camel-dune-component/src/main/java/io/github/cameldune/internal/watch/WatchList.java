package io.github.cameldune.internal.watch;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.watch.store.WatchStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;

/**
 * A named set of watches in a watch store, shared by what adds and removes watches and by what watches them in this Camel
 * context: one consumer, or the polling consumers. Adding and removing throw a {@code WatchStoreException} if the store
 * cannot answer. Thread-safe.
 */
public final class WatchList {

    /** Learns of changes that are made through this list, in the order of the store for each execution. */
    interface Listener {

        void added(StoredWatch watch);

        void removed(ExecutionId id);
    }

    private final StoredWatches stored;
    private final String name;
    private final InstantSource clock;
    private final WatchCounts counts;

    /** By execution, held while one is added or removed. */
    private final Object[] locks = new Object[64];

    /** Set under the lock of this list. While there is one, no reader is added. */
    private volatile Listener consumer;

    private final Set<Listener> readers = new CopyOnWriteArraySet<>();
    private final HandedOutEvents handedOut = new HandedOutEvents();

    /**
     * By execution, the watch whose event is in flight. After a removal and a new dune:watch it may be the removed watch.
     */
    private final Map<ExecutionId, ActiveWatch> inFlight = new ConcurrentHashMap<>();

    public WatchList(WatchStore store, String name, InstantSource clock, WatchCounts counts) {
        this.stored = new StoredWatches(store, name);
        this.name = name;
        this.clock = clock;
        this.counts = counts;
        Arrays.setAll(locks, any -> new Object());
    }

    /** The value of the option {@code watchList}. */
    public String name() {
        return name;
    }

    public WatchCounts counts() {
        return counts;
    }

    /** Whether a consumer of this Camel context watches the list, or a reader takes events from it, and was not stopped. */
    public boolean isConsumed() {
        return consumer != null || !readers.isEmpty();
    }

    StoredWatches stored() {
        return stored;
    }

    /**
     * Adds a watch; false if the execution is being watched, and then that watch stays as it is.
     *
     * @param recount how old the count of watches may be, since other nodes add to it too
     * @throws IllegalStateException if the list holds maxWatches; the message names that option
     */
    public boolean add(Watch watch, int maxWatches, Duration recount) {
        ExecutionId id = watch.executionId();
        StoredWatch added = StoredWatch.of(watch);
        synchronized (lock(id)) {
            int count = stored.count(clock.instant(), recount);
            String existing = count >= maxWatches ? stored.text(id) : null;
            if (existing == null && count >= maxWatches) {
                throw new IllegalStateException(
                        "Execution " + id + " is not watched: the watch list '" + name + "' holds "
                                + count + " watches, and maxWatches is " + maxWatches
                                + ". Raise that option, or end watches with dune:unwatch");
            }
            boolean isAdded = existing == null && stored.putIfAbsent(added);
            if (!isAdded) {
                existing = existing == null ? stored.text(id) : existing;
                // a watch that has ended begins anew
                isAdded =
                        existing != null && WatchJson.read(id, existing).ended() && stored.replace(id, existing, added);
            }
            if (isAdded) {
                forEachListener(each -> each.added(added));
            }
            return isAdded;
        }
    }

    /** One at a time for each execution, so that the consumer learns of additions and removals in the order of the store. */
    private Object lock(ExecutionId id) {
        return locks[Math.floorMod(id.hashCode(), locks.length)];
    }

    private void forEachListener(Consumer<Listener> call) {
        Listener current = consumer;
        if (current != null) {
            call.accept(current);
        }
        readers.forEach(call);
    }

    /** Removes a watch, whatever its state; false if there is none. An exchange of it that is in flight is completed. */
    public boolean remove(ExecutionId id) {
        synchronized (lock(id)) {
            int tries = 0;
            for (String text = stored.text(id); text != null; text = stored.text(id)) {
                if (stored.remove(id, text)) {
                    forEachListener(each -> each.removed(id));
                    return true;
                }
                stored.requireProgress(id, tries++);
            }
            return false;
        }
    }

    /** Makes the one consumer of this list known, unless it is. */
    synchronized void attach(Listener attached) {
        if (consumer != null && consumer != attached) {
            throw new IllegalStateException("The watch list '" + name
                    + "' has a consumer in this Camel context already, and a transition must not be emitted twice:"
                    + " give one of the two dune:status consumers another watchList");
        }
        consumer = attached;
    }

    /** Makes known one of those that take single events, and share the list with one another, unless it is known. */
    synchronized void attachReader(Listener reader) {
        requireNoConsumer();
        readers.add(reader);
    }

    /** Fails if the list has a consumer, since a reader would take its events. */
    void requireNoConsumer() {
        if (consumer != null) {
            throw new IllegalStateException("The watch list '" + name
                    + "' has a dune:status consumer in this Camel context, which gets its transitions: pollEnrich, poll and"
                    + " ConsumerTemplate cannot take them. To wait for the end of one execution, send to dune:await"
                    + " (in a route: to or enrich); for its present status, to dune:status; or name another watchList");
        }
    }

    synchronized void detach(Listener attached) {
        if (consumer == attached) {
            consumer = null;
        }
        readers.remove(attached);
    }

    /** Watches of which an event is in flight, in a consumer or in a polling consumer. */
    Map<ExecutionId, ActiveWatch> inFlight() {
        return inFlight;
    }

    /** Events that callers took and have not completed yet. */
    HandedOutEvents handedOut() {
        return handedOut;
    }
}
