package io.github.cameldune.internal.watch;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.watch.store.WatchStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A named set of watches in a watch store, shared by what adds and removes watches and the one consumer of this Camel
 * context that watches them. Thread-safe.
 */
public final class WatchList {

    /** Learns of changes that are made through this list, in the order of the store for each execution. */
    interface Listener {

        void added(StoredWatch watch);

        void removed(ExecutionId id);
    }

    private static final Logger LOG = LoggerFactory.getLogger(WatchList.class);

    /** After so many compare-and-sets that did not match what was read a moment before, the store cannot compare. */
    private static final int MOST_TRIES = 5;

    private final WatchStore store;
    private final String name;
    private final InstantSource clock;
    private final WatchCounts counts;
    private final Object[] locks = new Object[64];
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private volatile Instant countedAt;
    private volatile Listener consumer;
    private final List<Listener> readers = new CopyOnWriteArrayList<>();
    private final EventsInFlight eventsInFlight = new EventsInFlight();

    /**
     * By execution, the watch whose event is in flight. After a removal and a new dune:watch it may be the removed watch.
     */
    private final Map<ExecutionId, ActiveWatch> inFlight = new ConcurrentHashMap<>();

    /**
     * A list; nothing is read yet.
     *
     * @param store where it is kept
     * @param name its name in the store
     * @param clock the time
     * @param counts what becomes of the watches
     */
    public WatchList(WatchStore store, String name, InstantSource clock, WatchCounts counts) {
        this.store = store;
        this.name = name;
        this.clock = clock;
        this.counts = counts;
        Arrays.setAll(locks, any -> new Object());
    }

    /**
     * The list's name.
     *
     * @return the value of the option {@code watchList}
     */
    public String name() {
        return name;
    }

    /**
     * What became of the list's watches.
     *
     * @return the same object each time
     */
    public WatchCounts counts() {
        return counts;
    }

    /**
     * Whether a consumer of this Camel context watches the list, or a reader takes events from it.
     *
     * @return true from its start to its stop
     */
    public boolean isConsumed() {
        return consumer != null || !readers.isEmpty();
    }

    WatchStore store() {
        return store;
    }

    /**
     * Adds a watch, unless the execution is being watched.
     *
     * @param watch the watch
     * @param maxWatches how many watches the list may hold
     * @param recount how old the count of watches may be, since other nodes add to it too
     * @return false when the execution was being watched, whose watch stays as it is
     * @throws IllegalStateException if the list is full; the message names {@code maxWatches}
     * @throws WatchStoreException if the store cannot answer
     */
    public boolean add(Watch watch, int maxWatches, Duration recount) {
        synchronized (lock(watch.executionId())) {
            return addLocked(watch, maxWatches, recount);
        }
    }

    /** One at a time for each execution, so that the consumer learns of additions and removals in the order of the store. */
    private Object lock(ExecutionId id) {
        return locks[Math.floorMod(id.hashCode(), locks.length)];
    }

    private boolean addLocked(Watch watch, int maxWatches, Duration recount) {
        String id = watch.executionId().value();
        StoredWatch added = StoredWatch.of(watch);
        String existing = isFull(maxWatches, recount) ? store.get(name, id) : null;
        if (existing == null) {
            refuseWhenFull(watch, maxWatches);
            if (store.putIfAbsent(name, id, added.text())) {
                count.incrementAndGet();
                notifyAdded(added);
                return true;
            }
            existing = store.get(name, id);
        }
        // a watch that has ended begins anew
        if (existing != null
                && WatchJson.read(watch.executionId(), existing).ended()
                && store.replace(name, id, existing, added.text())) {
            notifyAdded(added);
            return true;
        }
        return false;
    }

    private boolean isFull(int maxWatches, Duration recount) {
        Instant now = clock.instant();
        Instant last = countedAt;
        if (last == null || !now.isBefore(last.plus(recount))) {
            count.set(store.count(name));
            countedAt = now;
        }
        return count.get() >= maxWatches;
    }

    private void refuseWhenFull(Watch watch, int maxWatches) {
        if (count.get() >= maxWatches) {
            throw new IllegalStateException("Execution " + watch.executionId() + " is not watched: the watch list '"
                    + name + "' holds " + count.get() + " watches, and maxWatches is " + maxWatches
                    + ". Raise that option, or end watches with dune:unwatch");
        }
    }

    private void forEachListener(Consumer<Listener> call) {
        Listener current = consumer;
        if (current != null) {
            call.accept(current);
        }
        readers.forEach(call);
    }

    private void notifyAdded(StoredWatch added) {
        forEachListener(each -> each.added(added));
    }

    /**
     * Removes a watch, whatever its state. An exchange of it that is in flight is completed.
     *
     * @param id the execution
     * @return false when it was not in the list
     * @throws WatchStoreException if the store cannot answer
     */
    public boolean remove(ExecutionId id) {
        synchronized (lock(id)) {
            return removeLocked(id);
        }
    }

    private boolean removeLocked(ExecutionId id) {
        int tries = 0;
        for (String text = store.get(name, id.value()); text != null; text = store.get(name, id.value())) {
            if (store.remove(name, id.value(), text)) {
                count.decrementAndGet();
                forEachListener(each -> each.removed(id));
                return true;
            }
            requireProgress(id, tries++);
        }
        return false;
    }

    /** Fails once so many compare-and-sets did not match what the store had just returned. */
    void requireProgress(ExecutionId id, int tries) {
        if (tries >= MOST_TRIES) {
            throw new WatchStoreException(
                    "The watch store does not find the value of execution " + id
                            + " that it returned a moment before, so it"
                            + " cannot be replaced or removed. The column WATCH has to keep text as it is and compare it with"
                            + " '=' (VARCHAR or TEXT, not JSON, CHAR or CLOB). See the page on databases",
                    null);
        }
    }

    /** Makes the one consumer of this list known. */
    synchronized void attach(Listener attached) {
        if (consumer != null) {
            throw new IllegalStateException("The watch list '" + name
                    + "' has a consumer in this Camel context already, and a transition must not be emitted twice:"
                    + " give one of the two dune:status consumers another watchList");
        }
        consumer = attached;
    }

    /** Makes known one of those that take single events, and share the list with one another. */
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
    EventsInFlight eventsInFlight() {
        return eventsInFlight;
    }

    void takeBackDropped() {
        eventsInFlight.takeBackDropped();
    }

    /** The ids in the store, those of other things in it left out. */
    Set<ExecutionId> ids() {
        return store.ids(name).stream().flatMap(id -> executionId(id).stream()).collect(Collectors.toSet());
    }

    private static Optional<ExecutionId> executionId(String key) {
        try {
            return Optional.of(new ExecutionId(key));
        } catch (IllegalArgumentException e) {
            LOG.debug("Left out of the watch list: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** All watches of the list; an unreadable one is left out and logged, so that it does not stop the others. */
    Map<ExecutionId, StoredWatch> load() {
        Map<ExecutionId, StoredWatch> watches = new LinkedHashMap<>();
        store.load(name).forEach((key, text) -> executionId(key)
                .map(id -> read(id, text))
                .ifPresent(stored -> watches.put(stored.watch().executionId(), stored)));
        return watches;
    }

    /** The watch of an execution; null when there is none or it is unreadable. */
    StoredWatch get(ExecutionId id) {
        try {
            String text = store.get(name, id.value());
            return text == null ? null : read(id, text);
        } catch (WatchStoreException e) {
            if (e.getCause() instanceof ClassCastException) {
                // of an application that shares the map: no text, so no watch
                warnOnce(id, e);
                return null;
            }
            throw e;
        }
    }

    private StoredWatch read(ExecutionId id, String text) {
        try {
            return new StoredWatch(WatchJson.read(id, text), text);
        } catch (WatchStoreException e) {
            warnOnce(id, e);
            return null;
        }
    }

    private void warnOnce(ExecutionId id, WatchStoreException e) {
        if (unreadable.add(id.value())) {
            LOG.warn("{}. The other watches go on", e.getMessage());
        }
    }

    boolean putIfAbsent(StoredWatch watch) {
        return store.putIfAbsent(name, watch.watch().executionId().value(), watch.text());
    }

    boolean replace(StoredWatch expected, StoredWatch next) {
        return store.replace(name, expected.watch().executionId().value(), expected.text(), next.text());
    }

    boolean remove(StoredWatch expected) {
        boolean removed = store.remove(name, expected.watch().executionId().value(), expected.text());
        if (removed) {
            count.decrementAndGet();
        }
        return removed;
    }
}
