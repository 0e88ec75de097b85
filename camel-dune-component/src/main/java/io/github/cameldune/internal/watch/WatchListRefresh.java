package io.github.cameldune.internal.watch;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.health.StoreHealth;
import io.github.cameldune.internal.time.SafeExecution;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the active watches in step with the store: loads them at the start, learns at once of what this Camel context adds
 * and removes, and reads from time to time what other nodes did. The store is read on a thread of its own, one reading at a
 * time, so that one that does not answer does not hold up polls. Thread-safe.
 */
final class WatchListRefresh implements WatchList.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(WatchListRefresh.class);

    private final Watcher watcher;
    private final Watcher.Setup setup;
    private final WatchList list;
    private final Map<ExecutionId, ActiveWatch> active;
    private final StoreHealth health;
    private final StoredDurations durations;
    private final AtomicBoolean reading = new AtomicBoolean();

    /** Executions that ended or were removed since the last refresh began: what it read of them may be older. */
    private final Set<ExecutionId> endedSinceRefresh = new HashSet<>();

    private volatile Instant readAt;

    WatchListRefresh(
            Watcher watcher,
            Watcher.Setup setup,
            Map<ExecutionId, ActiveWatch> active,
            StoreHealth health,
            StoredDurations durations) {
        this.watcher = watcher;
        this.setup = setup;
        this.list = setup.list();
        this.active = active;
        this.health = health;
        this.durations = durations;
    }

    void open() {
        if (setup.shared()) {
            list.attachReader(this);
        } else {
            list.attach(this);
        }
    }

    void close() {
        list.detach(this);
    }

    /** Whether the store was read since the start, and is not being read. */
    boolean wasRead() {
        return readAt != null && !reading.get();
    }

    /** Begins to read the store if that is due. */
    void readIfDue() {
        Instant now = setup.clock().instant();
        Instant last = readAt;
        boolean due = last == null || !now.isBefore(last.plus(setup.refresh()));
        if (due && reading.compareAndSet(false, true) && !SafeExecution.execute(setup.storePool(), this::read)) {
            reading.set(false);
        }
    }

    private void read() {
        Instant now = setup.clock().instant();
        try {
            readAt = health.reading(() -> {
                if (readAt == null) {
                    load(now);
                } else {
                    applyChangesOfOthers();
                }
                return now;
            });
        } catch (WatchStoreException e) {
            LOG.debug("The watch list '{}' could not be read", list.name());
        } finally {
            reading.set(false);
        }
    }

    private void load(Instant now) {
        // first, since the schedule of what is loaded goes by them
        durations.load();
        clearEnded();
        FirstReading first = FirstReading.of(setup, now);
        first.watched().forEach(this::admit);
        // readers of one list may have different executionIds, and begin often
        if (!setup.shared()) {
            first.removeUnnamedMarks();
            first.log(active.size());
        }
    }

    private void applyChangesOfOthers() {
        clearEnded();
        // copied before the ids are read: a watch that begins in between must not be removed
        Map<ExecutionId, ActiveWatch> before = Map.copyOf(active);
        Set<ExecutionId> ids = list.stored().ids();
        ids.stream().filter(id -> !before.containsKey(id)).forEach(id -> {
            StoredWatch stored = list.stored().get(id);
            if (stored != null && !stored.watch().ended()) {
                admit(stored);
            }
        });
        before.forEach((id, watch) -> {
            if (!ids.contains(id)) {
                watcher.remove(watch);
            }
        });
    }

    private synchronized void admit(StoredWatch stored) {
        if (!endedSinceRefresh.contains(stored.watch().executionId())) {
            watcher.begin(stored);
        }
    }

    synchronized void ended(ExecutionId id) {
        endedSinceRefresh.add(id);
    }

    private synchronized void clearEnded() {
        endedSinceRefresh.clear();
    }

    @Override
    public synchronized void added(StoredWatch stored) {
        ExecutionId id = stored.watch().executionId();
        ActiveWatch before = active.get(id);
        if (before != null && !before.stored().isOfSameWatch(stored)) {
            // it ended, or another node removed it, and it is still among the active watches
            watcher.remove(before);
        }
        endedSinceRefresh.remove(id);
        watcher.begin(stored);
    }

    @Override
    public void removed(ExecutionId id) {
        ended(id);
        ActiveWatch watch = active.get(id);
        if (watch != null) {
            watcher.remove(watch);
        }
    }
}
