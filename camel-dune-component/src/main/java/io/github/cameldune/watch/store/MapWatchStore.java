package io.github.cameldune.watch.store;

import io.github.cameldune.WatchStoreException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Watches in a {@link ConcurrentMap}: a {@code ConcurrentHashMap} in memory, a map that several nodes share (Hazelcast,
 * Infinispan, Redisson), or one that is kept in a file (H2's {@code MVMap}). The store is as durable, and as atomic
 * between nodes, as the map is.
 *
 * <p>The map's key is {@code <watch list>/<execution id>}. An execution id has no slash, so the last one separates, and a watch
 * list may have any name. Entries with other keys are the application's own: they are neither seen nor touched.
 *
 * <p>This class is thread-safe.
 */
public final class MapWatchStore implements WatchStore {

    private final ConcurrentMap<String, String> map;
    private final Runnable afterChange;

    /**
     * Creates a store.
     *
     * @param map where the watches are kept; it may hold other entries too
     */
    public MapWatchStore(ConcurrentMap<String, String> map) {
        this(map, () -> {});
    }

    /**
     * Creates a store on a map that writes to its file some time after a change. A process that is killed meanwhile
     * loses the change, and so a watch, unless the writing is asked for each time. For H2, which otherwise writes up to
     * a second later: {@code new MapWatchStore(mvMap, mvStore::commit)}.
     *
     * @param map where the watches are kept; it may hold other entries too
     * @param afterChange run after each change, before the method that made it returns
     */
    public MapWatchStore(ConcurrentMap<String, String> map, Runnable afterChange) {
        this.map = Objects.requireNonNull(map, "map");
        this.afterChange = Objects.requireNonNull(afterChange, "afterChange");
    }

    @Override
    public Set<String> ids(String watchList) {
        String prefix = prefix(watchList);
        return attempt("ids", watchList, () -> {
            Set<String> ids = new HashSet<>();
            // erased: the map of a user may hold keys and values of any class
            for (Object key : (Iterable<?>) map.keySet()) {
                if (isWatch(key, prefix)) {
                    ids.add(((String) key).substring(prefix.length()));
                }
            }
            return ids;
        });
    }

    @Override
    public Map<String, String> load(String watchList) {
        String prefix = prefix(watchList);
        return attempt("load", watchList, () -> {
            Map<String, String> values = new HashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (isWatch(entry.getKey(), prefix) && entry.getValue() instanceof String value) {
                    values.put(((String) entry.getKey()).substring(prefix.length()), value);
                }
            }
            return values;
        });
    }

    @Override
    public String get(String watchList, String executionId) {
        String key = key(watchList, executionId);
        return attempt("get", key, () -> map.get(key));
    }

    @Override
    public boolean putIfAbsent(String watchList, String executionId, String value) {
        String key = key(watchList, executionId);
        return change("putIfAbsent", key, () -> map.putIfAbsent(key, value) == null);
    }

    @Override
    public boolean replace(String watchList, String executionId, String expected, String value) {
        String key = key(watchList, executionId);
        return change("replace", key, () -> map.replace(key, expected, value));
    }

    @Override
    public boolean remove(String watchList, String executionId, String expected) {
        String key = key(watchList, executionId);
        return change("remove", key, () -> map.remove(key, expected));
    }

    /** Two stores of one map are one: so do endpoints that name the same bean share its watch lists. */
    @Override
    public boolean equals(Object other) {
        return other instanceof MapWatchStore that && map == that.map;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(map);
    }

    @Override
    public String toString() {
        return "MapWatchStore on a " + map.getClass().getSimpleName();
    }

    private static boolean isWatch(Object key, String prefix) {
        return key instanceof String text
                && text.startsWith(prefix)
                && StoreKeys.isKey(text.substring(prefix.length()));
    }

    private static String prefix(String watchList) {
        StoreKeys.checkList(watchList);
        return watchList + '/';
    }

    private static String key(String watchList, String executionId) {
        StoreKeys.check(watchList, executionId);
        return watchList + '/' + executionId;
    }

    private boolean change(String operation, String key, Supplier<Boolean> work) {
        return attempt(operation, key, () -> {
            boolean changed = work.get();
            if (changed) {
                afterChange.run();
            }
            return changed;
        });
    }

    private <T> T attempt(String operation, String subject, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw new WatchStoreException(
                    "Watch store, %s of %s failed with %s: check that the %s behind the store is open, and that the entry is text"
                            .formatted(
                                    operation,
                                    subject,
                                    e.getClass().getSimpleName(),
                                    map.getClass().getSimpleName()),
                    e);
        }
    }
}
