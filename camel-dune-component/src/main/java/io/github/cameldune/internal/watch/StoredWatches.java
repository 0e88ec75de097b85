package io.github.cameldune.internal.watch;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.watch.store.WatchStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watches of one name as a watch store holds them, changed by compare-and-set. What is no watch is left out and logged, so
 * that it does not stop the others. Thread-safe.
 */
final class StoredWatches {

    private static final Logger LOG = LoggerFactory.getLogger(WatchList.class);

    /** After so many compare-and-sets that did not match what was read a moment before, the store cannot compare. */
    private static final int MOST_TRIES = 5;

    private final WatchStore store;
    private final String name;
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private volatile Instant countedAt;

    StoredWatches(WatchStore store, String name) {
        this.store = store;
        this.name = name;
    }

    WatchStore store() {
        return store;
    }

    /** How many there are. The number may be as old as recount says, since other nodes add watches too. */
    int count(Instant now, Duration recount) {
        Instant last = countedAt;
        if (last == null || !now.isBefore(last.plus(recount))) {
            count.set(store.count(name));
            countedAt = now;
        }
        return count.get();
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

    /** All watches. */
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
            String text = text(id);
            return text == null ? null : read(id, text);
        } catch (WatchStoreException e) {
            if (e.getCause() instanceof ClassCastException) {
                // an application that shares the map stored something other than text: not a watch
                warnOnce(id, e);
                return null;
            }
            throw e;
        }
    }

    /** What the store holds for an execution, readable or not; null for nothing. */
    String text(ExecutionId id) {
        return store.get(name, id.value());
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
        boolean added = store.putIfAbsent(name, watch.watch().executionId().value(), watch.text());
        if (added) {
            count.incrementAndGet();
        }
        return added;
    }

    boolean replace(ExecutionId id, String expected, StoredWatch next) {
        return store.replace(name, id.value(), expected, next.text());
    }

    boolean remove(ExecutionId id, String expected) {
        boolean removed = store.remove(name, id.value(), expected);
        if (removed) {
            count.decrementAndGet();
        }
        return removed;
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
}
