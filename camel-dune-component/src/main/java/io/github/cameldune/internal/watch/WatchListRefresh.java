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
    private final Set<ExecutionId> pinned;
    private final Map<ExecutionId, ActiveWatch> active;
    private final StoreHealth health;
    private final StoredDurations durations;
    private final AtomicBoolean reading = new AtomicBoolean();

    /** Executions that ended or were removed since the last refresh began: what it read of them may be older. */
    private final Set<ExecutionId> endedSinceRefresh = new HashSet<>();

    private volatile Instant readAt;
    private boolean attached;

    WatchListRefresh(
            Watcher watcher,
            Watcher.Setup setup,
            Map<ExecutionId, ActiveWatch> active,
            StoreHealth health,
            StoredDurations durations) {
        this.watcher = watcher;
        this.setup = setup;
        this.list = setup.list();
        this.pinned = setup.pinned();
        this.active = active;
        this.health = health;
        this.durations = durations;
    }

    synchronized void open() {
        if (!attached) {
            if (setup.shared()) {
                list.attachReader(this);
            } else {
                list.attach(this);
            }
            attached = true;
        }
    }

    synchronized void close() {
        if (attached) {
            list.detach(this);
            attached = false;
        }
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
            health.reading(readAt == null ? () -> load(now) : this::applyChangesOfOthers);
            readAt = now;
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
        Map<ExecutionId, StoredWatch> stored = list.stored().load();
        int ended = 0;
        for (ExecutionId id : pinned) {
            StoredWatch before = stored.get(id);
            StoredWatch added = StoredWatch.of(Watch.pinned(id, now));
            if (before == null && list.stored().putIfAbsent(added)) {
                stored.put(id, added);
            } else if (before != null && before.watch().ended()) {
                ended++;
            }
        }
        int unnamed = 0;
        for (StoredWatch watch : stored.values()) {
            boolean named = pinned.contains(watch.watch().executionId());
            if (!watch.watch().ended()) {
                admit(watch);
                unnamed += watch.watch().pinned() && !named ? 1 : 0;
            } else if (!named && !setup.shared()) {
                // the mark of an execution that is no longer in executionIds has no use
                list.stored().remove(watch.watch().executionId(), watch.text());
            }
        }
        logStart(ended, unnamed);
    }

    private void logStart(int ended, int unnamed) {
        if (setup.shared()) {
            return;
        }
        LOG.info(
                "Watch list '{}': {} executions are watched. Rate limit: {}.",
                list.name(),
                active.size(),
                setup.rateLimit().get());
        if (ended > 0) {
            LOG.info(
                    "Watch list '{}': {} of {} executionIds are not watched, because they ended and their end was delivered.",
                    list.name(),
                    ended,
                    pinned.size());
        }
        if (unnamed > 0) {
            LOG.info(
                    "Watch list '{}': {} executions that are no longer in executionIds are watched until they end;"
                            + " dune:unwatch removes them.",
                    list.name(),
                    unnamed);
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

    private void admit(StoredWatch stored) {
        synchronized (endedSinceRefresh) {
            if (!endedSinceRefresh.contains(stored.watch().executionId())) {
                watcher.begin(stored);
            }
        }
    }

    void ended(ExecutionId id) {
        synchronized (endedSinceRefresh) {
            endedSinceRefresh.add(id);
        }
    }

    private void clearEnded() {
        synchronized (endedSinceRefresh) {
            endedSinceRefresh.clear();
        }
    }

    @Override
    public void added(StoredWatch stored) {
        ExecutionId id = stored.watch().executionId();
        synchronized (endedSinceRefresh) {
            ActiveWatch before = active.get(id);
            if (before != null && !before.stored().isOfSameWatch(stored)) {
                // it ended, or another node removed it, and it is still among the active watches
                watcher.remove(before);
            }
            endedSinceRefresh.remove(id);
            watcher.begin(stored);
        }
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
