package io.github.cameldune.internal.watch;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.StatusClient;
import io.github.cameldune.internal.health.StoreHealth;
import io.github.cameldune.internal.schedule.ErrorBackoff;
import io.github.cameldune.internal.schedule.NextPoll;
import io.github.cameldune.internal.schedule.PollListener;
import io.github.cameldune.internal.schedule.PollQueue;
import io.github.cameldune.internal.schedule.PollSchedule;
import io.github.cameldune.internal.schedule.PollSubscription;
import io.github.cameldune.internal.schedule.PolledExecution;
import io.github.cameldune.internal.schedule.learning.QueryDurations;
import io.github.cameldune.internal.time.Cancellable;
import io.github.cameldune.internal.time.SafeExecution;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Watches the executions of one watch list: poll → transition → delivery → record. The poll queue decides when; polls and
 * deliveries run on their pools, so that neither waits for the other. {@link #tick()}, the poll of Camel's scheduled
 * consumer, reads the store and tries deliveries again. Thread-safe.
 */
public final class Watcher {

    /**
     * What a watcher works with.
     *
     * @param list what to watch
     * @param pinned the executions of the option {@code executionIds}
     * @param selection which transitions are emitted
     * @param client requests a status
     * @param queue polls
     * @param schedule when to poll next
     * @param durations what was learned from ends, to be kept in the store
     * @param storePool where the store is read
     * @param deliveryPool where events are delivered; as many threads as exchanges may be in flight at a time
     * @param backoff how long a rejected event waits
     * @param watchTimeout after which a watch expires
     * @param refresh how often the store is read for what other nodes did
     * @param rateLimit the rate limit in force, for the log
     * @param clock the time
     */
    public record Setup(
            WatchList list,
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
    private final StoredDurations storedDurations;
    private final boolean shared;
    private volatile boolean open;

    /**
     * A watcher at rest.
     *
     * @param setup what it works with
     * @param sink where events go
     */
    public Watcher(Setup setup, EventSink sink) {
        this(setup, sink, false);
    }

    /** A watcher of a {@link WatchReader}: it may share its list with others, and runs only while a caller waits. */
    Watcher(Setup setup, EventSink sink, boolean shared) {
        this.setup = setup;
        this.shared = shared;
        this.clock = setup.clock();
        store = new StoreHealth(clock);
        deliveries = new Deliveries(setup, sink, store, this::forget, shared ? this::renew : null);
        storedDurations = new StoredDurations(setup.list().stored().store(), setup.durations());
        refresh = new WatchListRefresh(this, setup, active, store, storedDurations, shared);
    }

    /**
     * Starts, or goes on after {@link #pause()}.
     *
     * @throws IllegalStateException if the watch list has another consumer in this Camel context
     */
    public void open() {
        refresh.open();
        open = true;
        deliveries.open();
        active.values().forEach(this::poll);
    }

    /** Polls and delivers no more until {@link #open()}. What is in flight ends, and what was not recorded is seen again. */
    public void pause() {
        open = false;
        active.values().forEach(Watcher::stopPolls);
        deliveries.close();
    }

    /** Stops for good: the watch list may have another consumer. */
    public void close() {
        pause();
        refresh.close();
    }

    /** Reads the store if due, expires watches without a status, and delivers again what was rejected or not recorded. */
    public void tick() {
        refresh.readIfDue();
        active.values().forEach(this::expireIfUnread);
        deliveries.deliverPending();
    }

    /** How many exchanges were emitted since the last call. */
    public int takeEmitted() {
        return deliveries.takeEmitted();
    }

    /** The health of the watch store. */
    public StoreHealth store() {
        return store;
    }

    /** How many executions are watched. */
    public int size() {
        return active.size();
    }

    /**
     * When the oldest watch was registered.
     *
     * @return empty while nothing is watched
     */
    public Optional<Instant> oldest() {
        return active.values().stream()
                .map(watch -> watch.withLastSeen().registeredAt())
                .min(Instant::compareTo);
    }

    /**
     * The active watches.
     *
     * @return as they are at present, in no order
     */
    public List<WatchSnapshot> snapshots() {
        Instant now = clock.instant();
        return active.values().stream().map(watch -> watch.snapshot(now)).toList();
    }

    /**
     * Polls an execution as soon as the rate limit allows, without waiting until it is due.
     *
     * @param id the execution
     * @return false when it is not watched, or its end was seen
     */
    public boolean pollNow(ExecutionId id) {
        ActiveWatch watch = active.get(id);
        return watch != null && watch.pollNow();
    }

    /**
     * Polls all executions as soon as the rate limit allows.
     *
     * @return how many
     */
    public int pollNow() {
        return (int) active.values().stream().filter(ActiveWatch::pollNow).count();
    }

    /** Begins a watch, unless it is active already. */
    void begin(StoredWatch stored) {
        ActiveWatch watch = new ActiveWatch(stored);
        // first visible, then polled: what ends it looks for it here
        if (active.putIfAbsent(watch.id(), watch) == null && open) {
            poll(watch);
        }
    }

    private void poll(ActiveWatch watch) {
        if (!watch.isWatching()) {
            return;
        }
        watch.pollingSince(clock.instant());
        PollSubscription polls = setup.queue()
                .subscribe(setup.client(), watch.id(), watch.stored().watch().registeredAt(), new Polls(watch));
        if (!watch.subscribed(polls)) {
            polls.cancel();
        }
        if (!open) {
            stopPolls(watch);
        }
    }

    private static void stopPolls(ActiveWatch watch) {
        Cancellable polls = watch.takeSubscription();
        if (polls != null) {
            polls.cancel();
        }
    }

    /** The watch was removed, here or on another node. */
    void remove(ActiveWatch watch) {
        watch.remove();
        forget(watch);
    }

    private void forget(ActiveWatch watch) {
        stopPolls(watch);
        if (active.remove(watch.id(), watch)) {
            refresh.ended(watch.id());
        }
    }

    /** Others delivered events of a watch meanwhile: it goes on from what they recorded. */
    private void renew(ActiveWatch watch, StoredWatch actual) {
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
                        .allMatch(watch ->
                                !watch.isWatching() || !watch.untilNextPoll(now).isZero());
    }

    /** Whether any status was read since it was opened. */
    boolean wasAnyRead() {
        return active.values().stream().anyMatch(ActiveWatch::wasRead);
    }

    /** Expires a watch of which no status was read for twice its timeout; after a status, the timeout itself counts. */
    private void expireIfUnread(ActiveWatch watch) {
        Instant now = clock.instant();
        Watch current = watch.withLastSeen();
        Duration timeout = current.timeoutOr(setup.watchTimeout());
        // halved, since twice a stored timeout may overflow
        if (open && watch.isWatching() && watch.unreadFor(now).dividedBy(2).compareTo(timeout) >= 0) {
            expire(watch, false, watch.lastError(), now);
        }
    }

    private void expire(ActiveWatch watch, boolean unknownExecution, Answer<?> lastError, Instant now) {
        Watch current = watch.withLastSeen();
        Duration after = Duration.between(current.registeredAt(), now);
        if (watch.expire(new Expiry(current, unknownExecution, lastError, after))) {
            stopPolls(watch);
            deliveries.deliver(watch);
        }
    }

    private void saveDurations(ExecutionStatus status) {
        if (status.queryId() != null) {
            // what was learned is not worth waiting for, nor trying again
            SafeExecution.execute(setup.storePool(), () -> storedDurations.save(status.queryId()));
        }
    }

    /** What an answer means for a watch; one that is no status says nothing about the execution. */
    private final class Polls implements PollListener {

        private final ActiveWatch watch;
        private final UnknownStreak unknown = new UnknownStreak();

        private Polls(ActiveWatch watch) {
            this.watch = watch;
        }

        @Override
        public NextPoll first(PolledExecution poll) {
            NextPoll first = setup.schedule().first(poll, watch.stored().watch().query());
            return shared ? first.notWithin(watch.untilNextPoll(clock.instant())) : first;
        }

        /** A caller that waits for an event gets the refusal as an error at once. */
        @Override
        public boolean isPolledWhileRefused() {
            return shared;
        }

        @Override
        public NextPoll answered(PolledExecution poll, Answer<ExecutionStatus> answer) {
            Instant now = clock.instant();
            NextPoll next = next(poll, answer, now);
            if (next != null) {
                watch.nextPoll(now.plus(next.interval()));
            }
            return next;
        }

        private NextPoll next(PolledExecution poll, Answer<ExecutionStatus> answer, Instant now) {
            boolean isUnknown = unknown.count(answer.verdict(), now);
            if (answer.isOk()) {
                return seen(poll, answer, now);
            }
            watch.pollFailed(answer);
            if (isUnknown) {
                expire(watch, true, answer, now);
                return null;
            }
            return setup.schedule().afterError(poll.errorsInARow(), answer.retryAfter());
        }

        private NextPoll seen(PolledExecution poll, Answer<ExecutionStatus> answer, Instant now) {
            ExecutionStatus status = answer.value();
            boolean readBefore = watch.read(now);
            if (status.isTerminal() && readBefore) {
                // else it may have ended long before anything watched it
                DetectionDelays.between(status, answer.date(), now)
                        .ifPresent(setup.list().counts().delays()::add);
            }
            if (watch.seen(status)) {
                setup.list().counts().seen(status.state());
                deliveries.deliver(watch);
            }
            if (status.isTerminal()) {
                stopPolls(watch);
                saveDurations(status);
                return null;
            }
            Duration left = watch.stored().watch().untilTimeout(now, setup.watchTimeout());
            if (left.isZero() || left.isNegative()) {
                expire(watch, false, null, now);
                return null;
            }
            OptionalLong query =
                    status.queryId() == null ? watch.stored().watch().query() : OptionalLong.of(status.queryId());
            return setup.schedule().afterStatus(query, poll.ageAtLastPoll()).within(left);
        }
    }
}
