package io.github.cameldune.internal.latest;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.health.StoreHealth;
import io.github.cameldune.watch.store.WatchStore;
import java.util.function.UnaryOperator;

/** The record of one query in a watch store, changed by compare-and-set. Thread-safe. */
final class LatestStore {

    private static final int MOST_TRIES = 5;

    private final WatchStore store;
    private final String list;
    private final long queryId;
    private final StoreHealth health;

    LatestStore(WatchStore store, String list, long queryId, StoreHealth health) {
        this.store = store;
        this.list = list;
        this.queryId = queryId;
        this.health = health;
    }

    /** Reads the record; the empty one if there is none. Throws a {@link WatchStoreException} if the store cannot answer. */
    LatestRecord load() {
        return health.reading(() -> LatestRecord.read(queryId, store.get(list, key())));
    }

    /** Records an execution that is to be delivered, unless the record has it; false if it was delivered last. */
    boolean found(ExecutionId id) {
        LatestRecord now = change(record -> record.knows(id) ? record : record.found(id));
        return !id.equals(now.last());
    }

    /** Records that an execution was delivered. */
    void delivered(ExecutionId id) {
        change(record -> record.delivered(id));
    }

    private LatestRecord change(UnaryOperator<LatestRecord> change) {
        return health.writing(() -> {
            for (int tries = 0; tries < MOST_TRIES; tries++) {
                String text = store.get(list, key());
                LatestRecord before = LatestRecord.read(queryId, text);
                LatestRecord after = change.apply(before);
                if (after.equals(before) || replaced(text, after.text())) {
                    return after;
                }
            }
            throw new WatchStoreException(
                    "The watch store does not find what it returned a moment before of the latest execution of query "
                            + queryId + ", so it cannot be replaced. See the page on databases",
                    null);
        });
    }

    private boolean replaced(String before, String after) {
        return before == null ? store.putIfAbsent(list, key(), after) : store.replace(list, key(), before, after);
    }

    private String key() {
        return Long.toString(queryId);
    }
}
