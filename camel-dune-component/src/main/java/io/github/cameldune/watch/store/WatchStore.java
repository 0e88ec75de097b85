package io.github.cameldune.watch.store;

import io.github.cameldune.WatchStoreException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where the watches of watch lists are kept: small enough to be put on whatever an application runs already.
 *
 * <p>One store may serve several watch lists, and they never mix: every method touches the named list only. A value is
 * JSON text, never null or empty; to a store it is opaque, and two values are the same when their texts are equal.
 * {@code putIfAbsent}, {@code replace} and {@code remove} are atomic across all threads and nodes that share what is
 * behind the store: of several that compete for one watch, exactly one is told {@code true}.
 *
 * <p>When a change returns, it is kept as firmly as what is behind the store can keep it. Each method throws a
 * {@link WatchStoreException} when the store cannot answer. After such an exception a change may or may not have been
 * made (a connection can break while the answer is under way), so a caller that tries again, and is then told
 * {@code false}, reads the watch to learn which.
 *
 * <p>Implementations are thread-safe.
 */
public interface WatchStore {

    /**
     * The executions that are watched.
     *
     * @param watchList the name of the watch list
     * @return the execution ids, a snapshot that later changes do not touch; empty when there are none
     */
    Set<String> ids(String watchList);

    /**
     * The value kept for one execution.
     *
     * @param watchList the name of the watch list
     * @param executionId the execution
     * @return the value, or null when the execution is not watched
     */
    String get(String watchList, String executionId);

    /**
     * Adds a watch, unless there is one already.
     *
     * @param watchList the name of the watch list
     * @param executionId the execution
     * @param value the value to keep
     * @return true when it was added, false when there was one, which stays as it is
     */
    boolean putIfAbsent(String watchList, String executionId, String value);

    /**
     * Replaces the value of a watch, if nobody else did so before.
     *
     * @param watchList the name of the watch list
     * @param executionId the execution
     * @param expected the value that must be there
     * @param value the value to keep from now on
     * @return true when it was replaced, false when there was another value or none
     */
    boolean replace(String watchList, String executionId, String expected, String value);

    /**
     * Removes a watch, if nobody else changed it before.
     *
     * @param watchList the name of the watch list
     * @param executionId the execution
     * @param expected the value that must be there
     * @return true when it was removed, false when there was another value or none
     */
    boolean remove(String watchList, String executionId, String expected);

    /**
     * The whole watch list at once, for the start of a consumer. A store overrides it where that takes fewer requests
     * than asking for each watch.
     *
     * @param watchList the name of the watch list
     * @return execution id to value, a snapshot that later changes do not touch; empty when there are none
     */
    default Map<String, String> load(String watchList) {
        Map<String, String> values = new HashMap<>();
        for (String executionId : ids(watchList)) {
            String value = get(watchList, executionId);
            if (value != null) {
                values.put(executionId, value);
            }
        }
        return values;
    }

    /**
     * How many watches a list holds. A store overrides it where that takes less than reading all ids.
     *
     * @param watchList the name of the watch list
     * @return at least 0
     */
    default int count(String watchList) {
        return ids(watchList).size();
    }
}
