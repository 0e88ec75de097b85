package io.github.cameldune.internal.watch;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.client.StatusClient;
import io.github.cameldune.internal.health.StoreHealth;
import io.github.cameldune.internal.schedule.ErrorBackoff;
import io.github.cameldune.internal.schedule.PollQueue;
import io.github.cameldune.internal.schedule.PollSchedule;
import io.github.cameldune.internal.schedule.learning.QueryDurations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Watches the executions of one watch list: poll → transition → delivery → record. The poll queue decides when; polls and
 * deliveries run on their pools, so that neither waits for the other. {@link #tick()}, the poll of Camel's scheduled
 * consumer, reads the store and tries deliveries again. Thread-safe.
 */
public final class Watcher implements EventSource {

    /**
     * What a watcher works with.
     *
     * @param shared whether other readers may take events of the list; true for a {@link EventReader}
     * @param pinned the executions of the option {@code executionIds}
     * @param durations what was learned from ends, to be kept in the store
     * @param storePool where the store is read
     * @param deliveryPool where events are delivered; as many threads as exchanges may be in flight at a time
     * @param backoff how long a rejected event waits
     * @param watchTimeout after which a watch expires
     * @param refresh how often the store is read for what other nodes did
     * @param rateLimit the rate limit in force, for the log
     */
    public record Setup(
            WatchList list,
            boolean shared,
            Set<ExecutionId> pinned,
            StateSelection selection,
            StatusClient client,
            PollQueue queue,
            PollSchedule schedule,
            QueryDurations durations,
            Executor storePool,
            Executor deliveryPool,
            ErrorBackoff backoff,
            Duration watchTimeout,
            Duration refresh,
            Supplier<String> rateLimit,
            InstantSource clock) {}

    private final Setup setup;
    private final InstantSource clock;
    private final Map<ExecutionId, ActiveWatch> active = new ConcurrentHashMap<>();
    private final StoreHealth store;
    private final Deliveries deliveries;
    private final WatchListRefresh refresh;
    private final WatchPolls polls;
    private volatile boolean open;

    public Watcher(Setup setup, EventSink sink) {
        this.setup = setup;
        this.clock = setup.clock();
        store = new StoreHealth(clock);
        deliveries = new Deliveries(this, setup, sink, store);
        StoredDurations durations = new StoredDurations(setup.list().stored().store(), setup.durations());
        polls = new WatchPolls(setup, deliveries, durations);
        refresh = new WatchListRefresh(this, setup, active, store, durations);
    }

    @Override
    public void open() {
        refresh.open();
        open = true;
        deliveries.open();
        active.values().forEach(this::poll);
    }

    @Override
    public void pause() {
        open = false;
        active.values().forEach(WatchPolls::end);
        deliveries.close();
    }

    @Override
    public void close() {
        pause();
        refresh.close();
    }

    /** Reads the store if due, expires watches without a status, and delivers again what was rejected or not recorded. */
    @Override
    public void tick() {
        refresh.readIfDue();
        if (open) {
            active.values().forEach(polls::expireIfUnread);
        }
        deliveries.deliverPending();
    }

    @Override
    public int takeEmitted() {
        return deliveries.takeEmitted();
    }

    @Override
    public StoreHealth store() {
        return store;
    }

    /** How many executions are watched. */
    public int size() {
        return active.size();
    }

    /** When the oldest watch was registered; empty while nothing is watched. */
    public Optional<Instant> oldest() {
        return active.values().stream()
                .map(watch -> watch.withLastSeen().registeredAt())
                .min(Instant::compareTo);
    }

    /** The active watches as they are at present, in no order. */
    public List<WatchSnapshot> snapshots() {
        Instant now = clock.instant();
        return active.values().stream().map(watch -> watch.snapshot(now)).toList();
    }

    /**
     * Polls an execution as soon as the rate limit allows, without waiting until it is due; false when it is not watched, or
     * its end was seen.
     */
    public boolean pollNow(ExecutionId id) {
        ActiveWatch watch = active.get(id);
        return watch != null && watch.pollNow();
    }

    /** Polls all executions as soon as the rate limit allows, and returns how many. */
    public int pollNow() {
        return (int) active.values().stream().filter(ActiveWatch::pollNow).count();
    }

    /** Begins a watch, unless it is active already. */
    void begin(StoredWatch stored) {
        ActiveWatch watch = new ActiveWatch(stored);
        // added before it is polled, since a first answer that ends it looks it up here
        if (active.putIfAbsent(watch.id(), watch) == null && open) {
            poll(watch);
        }
    }

    private void poll(ActiveWatch watch) {
        do {
            polls.begin(watch);
            if (open) {
                return;
            }
            WatchPolls.end(watch);
            // opened again before that: what began the polls there gave way to those that ended here
        } while (open);
    }

    /** The watch was removed, here or on another node. */
    void remove(ActiveWatch watch) {
        watch.remove();
        forget(watch);
    }

    /** The watch ended or was removed: it is neither polled nor shown any more. */
    void forget(ActiveWatch watch) {
        WatchPolls.end(watch);
        if (active.remove(watch.id(), watch)) {
            refresh.ended(watch.id());
        }
    }

    /** Others delivered events of a watch meanwhile: it goes on from what they recorded, null if it is not in the store. */
    void renew(ActiveWatch watch, StoredWatch actual) {
        forget(watch);
        if (actual != null && !actual.watch().ended()) {
            refresh.added(actual);
        }
    }

    /** Whether the store was read and every due watch was polled. */
    boolean isRoundComplete() {
        Instant now = clock.instant();
        return refresh.wasRead()
                && active.values().stream()
                        .allMatch(watch -> !watch.isWatching()
                                || !watch.history().untilNextPoll(now).isZero());
    }

    /** Whether any status was read since it was opened. */
    boolean wasAnyRead() {
        return active.values().stream().anyMatch(watch -> watch.history().wasRead());
    }
}
