package io.github.cameldune.watch;

import io.github.cameldune.client.ExecutionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/**
 * Keeps the watches at work in step with the store: loads them at the start, hears at once of what this Camel context
 * adds and removes, and looks from time to time for what other nodes did.
 */
final class WatchListView implements WatchList.Listener {

    private final WatchList list;
    private final Set<ExecutionId> kept;
    private final InstantSource clock;
    private final Map<ExecutionId, ActiveWatch> active;
    private final Consumer<ActiveWatch> begin;
    private final ObjIntConsumer<ActiveWatch> beginLoaded;
    private final Consumer<ActiveWatch> drop;

    /** What ended or was removed while a refresh was reading: what it read is older than that. */
    private final Set<ExecutionId> overMeanwhile = new HashSet<>();

    private volatile Instant readAt;
    private boolean attached;

    WatchListView(
            WatchList list,
            Set<ExecutionId> kept,
            InstantSource clock,
            Map<ExecutionId, ActiveWatch> active,
            Consumer<ActiveWatch> begin,
            ObjIntConsumer<ActiveWatch> beginLoaded,
            Consumer<ActiveWatch> drop) {
        this.list = list;
        this.kept = kept;
        this.clock = clock;
        this.active = active;
        this.begin = begin;
        this.beginLoaded = beginLoaded;
        this.drop = drop;
    }

    synchronized void open() {
        if (!attached) {
            list.attach(this);
            attached = true;
        }
    }

    synchronized void close() {
        if (attached) {
            list.detach(this);
            attached = false;
        }
    }

    boolean isReadingDue(Instant now, Duration interval) {
        Instant last = readAt;
        return last == null || !now.isBefore(last.plus(interval));
    }

    /** Reads the store; called by one thread at a time. */
    void read() {
        Instant now = clock.instant();
        if (readAt == null) {
            load(now);
        } else {
            compare();
        }
        readAt = now;
    }

    private void load(Instant now) {
        clearOver();
        Map<ExecutionId, StoredWatch> stored = list.load();
        for (ExecutionId id : kept) {
            StoredWatch added = StoredWatch.of(Watch.of(id, now));
            if (!stored.containsKey(id) && list.putIfAbsent(added)) {
                stored.put(id, added);
            }
        }
        stored.values().forEach(watch -> admit(watch, added -> beginLoaded.accept(added, stored.size())));
        // a mark of an execution that the option executionIds names no more has no use
        stored.values().stream()
                .filter(watch ->
                        watch.watch().ended() && !kept.contains(watch.watch().executionId()))
                .forEach(list::remove);
    }

    private void compare() {
        clearOver();
        Map<ExecutionId, ActiveWatch> before = Map.copyOf(active);
        Set<ExecutionId> ids = list.ids();
        ids.stream().filter(id -> !before.containsKey(id)).forEach(id -> {
            StoredWatch stored = list.get(id);
            if (stored != null) {
                admit(stored, begin);
            }
        });
        before.forEach((id, watch) -> {
            if (!ids.contains(id)) {
                drop.accept(watch);
            }
        });
    }

    private void admit(StoredWatch stored, Consumer<ActiveWatch> how) {
        ExecutionId id = stored.watch().executionId();
        if (stored.watch().ended()) {
            return;
        }
        synchronized (overMeanwhile) {
            if (!overMeanwhile.contains(id)) {
                begin(stored, how);
            }
        }
    }

    private void begin(StoredWatch stored, Consumer<ActiveWatch> how) {
        ExecutionId id = stored.watch().executionId();
        ActiveWatch watch = new ActiveWatch(stored, kept.contains(id));
        // first visible, then asked about: whoever ends it looks for it here
        if (active.putIfAbsent(id, watch) == null) {
            how.accept(watch);
        }
    }

    void over(ExecutionId id) {
        synchronized (overMeanwhile) {
            overMeanwhile.add(id);
        }
    }

    private void clearOver() {
        synchronized (overMeanwhile) {
            overMeanwhile.clear();
        }
    }

    @Override
    public void added(StoredWatch stored) {
        ExecutionId id = stored.watch().executionId();
        synchronized (overMeanwhile) {
            ActiveWatch before = active.get(id);
            if (before != null && !before.stored().isOfSameWatch(stored)) {
                // over, or removed by another node, and only not forgotten yet
                drop.accept(before);
            }
            overMeanwhile.remove(id);
            begin(stored, begin);
        }
    }

    @Override
    public void removed(ExecutionId id) {
        over(id);
        ActiveWatch watch = active.get(id);
        if (watch != null) {
            drop.accept(watch);
        }
    }
}
