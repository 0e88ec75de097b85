package io.github.cameldune.watch.store;

import io.github.cameldune.WatchStoreException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the watches of watch lists. The interface is small, so that it can be put on whatever an application runs
 * already.
 *
 * <p><b>Names.</b> A value has a watch list and a key. A watch list is named by 1 to 190 characters of any kind. A key
 * has 1 to 64 of {@code A-Z a-z 0-9 _ -}; it is the id of a watched execution, or for lists of the component's own
 * ({@code dune:…}) a query id or another such text. Names are compared exactly: letter case, accents and trailing
 * blanks count. One store may serve several watch lists, and they never mix: every method touches the named list only.
 *
 * <p><b>Values.</b> A value is JSON text, never null or empty, and has no blanks at its end. To a store it is opaque, and
 * two values are the same when their texts are equal. A store keeps at least 3,500 ASCII characters exactly as they were
 * given; a value that it cannot keep whole it refuses with an exception. No value is shortened silently.
 *
 * <p><b>Changes.</b> {@code putIfAbsent}, {@code replace} and {@code remove} are atomic across all threads and nodes that
 * share what is behind the store: of several that compete for one value, exactly one gets {@code true}. When a change
 * returns, it is kept as firmly as what is behind the store can keep it, whatever becomes of a transaction of the
 * caller's.
 *
 * <p><b>Errors.</b> Each method throws a {@link WatchStoreException} when the store cannot answer, and an
 * {@link IllegalArgumentException} for a name that is none. After a {@code WatchStoreException} a change may or may not
 * have been made (a connection can break before the answer arrives). A caller that tries again and gets {@code false}
 * reads the value to learn which.
 *
 * <p>Implementations are thread-safe. Two stores that are equal ({@link Object#equals}) keep their values in the same
 * place; endpoints with equal stores share their watch lists.
 */
public interface WatchStore {

    /**
     * The keys of a watch list.
     *
     * @param watchList the name of the watch list
     * @return the keys (execution ids), a snapshot that later changes do not touch; empty when there are none
     */
    Set<String> ids(String watchList);

    /**
     * The number of values in a watch list. A store overrides it where counting takes less than reading the keys.
     *
     * @param watchList the name of the watch list
     * @return how many there are, 0 or more
     */
    default int count(String watchList) {
        return ids(watchList).size();
    }

    /**
     * The value kept under a key.
     *
     * @param watchList the name of the watch list
     * @param key the execution id
     * @return the value, or null when there is none
     */
    String get(String watchList, String key);

    /**
     * Adds a value, unless there is one already.
     *
     * @param watchList the name of the watch list
     * @param key the execution id
     * @param value the value to keep
     * @return true when it was added, false when there was one, which stays as it is
     */
    boolean putIfAbsent(String watchList, String key, String value);

    /**
     * Replaces a value, if it is the expected one.
     *
     * @param watchList the name of the watch list
     * @param key the execution id
     * @param expected the value that must be there
     * @param value the value to keep from now on; it may be the expected one, to learn whether that is there
     * @return true when it was replaced, false when there was another value or none
     */
    boolean replace(String watchList, String key, String expected, String value);

    /**
     * Removes a value, if it is the expected one.
     *
     * @param watchList the name of the watch list
     * @param key the execution id
     * @param expected the value that must be there
     * @return true when it was removed, false when there was another value or none
     */
    boolean remove(String watchList, String key, String expected);

    /**
     * The whole watch list at once, for the start of a consumer. A store overrides it where that takes fewer requests
     * than reading each value.
     *
     * @param watchList the name of the watch list
     * @return key to value, a snapshot that later changes do not touch; empty when there are none
     */
    default Map<String, String> load(String watchList) {
        Map<String, String> values = new HashMap<>();
        for (String key : ids(watchList)) {
            String value = get(watchList, key);
            if (value != null) {
                values.put(key, value);
            }
        }
        return values;
    }
}
