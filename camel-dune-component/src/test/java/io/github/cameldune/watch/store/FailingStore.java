package io.github.cameldune.watch.store;

import io.github.cameldune.WatchStoreException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** A store that can be told to fail, when it is read or when it is written. Thread-safe. */
public final class FailingStore implements WatchStore {

    private final WatchStore store;
    private volatile boolean reads = true;
    private volatile boolean writes = true;
    private volatile boolean removes = true;
    private final AtomicReference<Runnable> duringGet = new AtomicReference<>();

    /** A store that works until told otherwise. */
    public FailingStore(WatchStore store) {
        this.store = store;
    }

    /** Whether it can be read from now on. */
    public FailingStore reads(boolean works) {
        reads = works;
        return this;
    }

    /** Whether it can be written from now on. */
    public FailingStore writes(boolean works) {
        writes = works;
        return this;
    }

    /** Whether watches can be removed from now on. */
    public FailingStore removes(boolean works) {
        removes = works;
        return this;
    }

    private static void require(boolean works) {
        if (!works) {
            throw new WatchStoreException("the store is told to fail", null);
        }
    }

    @Override
    public Set<String> ids(String watchList) {
        require(reads);
        return store.ids(watchList);
    }

    /** Runs something once, in the middle of the next reading of a value. */
    public void duringNextGet(Runnable meanwhile) {
        duringGet.set(meanwhile);
    }

    @Override
    public String get(String watchList, String executionId) {
        require(reads);
        Runnable meanwhile = duringGet.getAndSet(null);
        if (meanwhile != null) {
            meanwhile.run();
        }
        return store.get(watchList, executionId);
    }

    @Override
    public boolean putIfAbsent(String watchList, String executionId, String value) {
        require(writes);
        return store.putIfAbsent(watchList, executionId, value);
    }

    @Override
    public boolean replace(String watchList, String executionId, String expected, String value) {
        require(writes);
        return store.replace(watchList, executionId, expected, value);
    }

    @Override
    public boolean remove(String watchList, String executionId, String expected) {
        require(writes && removes);
        return store.remove(watchList, executionId, expected);
    }
}
