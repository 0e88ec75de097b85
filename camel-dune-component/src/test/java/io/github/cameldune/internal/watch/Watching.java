package io.github.cameldune.internal.watch;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.StatusClient;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.schedule.ErrorBackoff;
import io.github.cameldune.internal.schedule.PollQueue;
import io.github.cameldune.internal.schedule.PollSchedule;
import io.github.cameldune.internal.schedule.learning.QueryDurations;
import io.github.cameldune.internal.time.VirtualTime;
import io.github.cameldune.watch.store.FailingStore;
import io.github.cameldune.watch.store.MapWatchStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** A watcher in virtual time. Every thread is the test's own: what is to be delivered waits until {@link #deliver()}. */
final class Watching implements StatusClient, SynchronousSink {

    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration TIMEOUT = Duration.ofMinutes(10);
    static final ExecutionId ID = new ExecutionId("opaque-1");
    static final ExecutionId OTHER = new ExecutionId("opaque-2");

    final VirtualTime time = new VirtualTime();
    final ConcurrentMap<String, String> map = new ConcurrentHashMap<>();
    final FailingStore store = new FailingStore(new MapWatchStore(map));
    final WatchList list = new WatchList(store, "list", time, new WatchCounts());
    final Deque<Runnable> deliveries = new ArrayDeque<>();
    final List<Transition> delivered = new ArrayList<>();
    final List<Expiry> expired = new ArrayList<>();
    final List<ExecutionId> polled = new ArrayList<>();
    RateLimiter limiter;
    QueryDurations durations;
    PollQueue queue;
    private final Map<ExecutionId, Deque<Answer<ExecutionStatus>>> answers = new HashMap<>();

    /** What a route says to an event: null if it accepts it. */
    Function<WatchEvent, String> route = event -> null;

    Executor deliveryPool = deliveries::add;
    Set<ExecutionId> pinned = Set.of();
    String states = "all";
    boolean adaptive;
    private Watcher watcher;

    Watching() {
        newProcess();
    }

    private void newProcess() {
        limiter = new RateLimiter("requestsPerMinute", time, time);
        durations = new QueryDurations();
        queue = new PollQueue(limiter, Runnable::run, time, durations, time);
    }

    /** What Dune answers from now on, one after the other; the last for ever. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    final Watching answers(ExecutionId id, Answer<ExecutionStatus>... inOrder) {
        answers.put(id, new ArrayDeque<>(Arrays.asList(inOrder)));
        return this;
    }

    PollSchedule schedule() {
        return new PollSchedule(SECOND, Duration.ofMinutes(1), adaptive, durations, backoff());
    }

    static ErrorBackoff backoff() {
        return new ErrorBackoff(SECOND, SECOND, new Random(1));
    }

    void limit(int requestsPerMinute) {
        limiter.configure("test", requestsPerMinute, 100);
    }

    Watcher.Setup setup(boolean shared, Executor deliveries) {
        return new Watcher.Setup(
                list,
                shared,
                pinned,
                StateSelection.parse(states),
                this,
                queue,
                schedule(),
                durations,
                Runnable::run,
                deliveries,
                backoff(),
                TIMEOUT,
                Duration.ofSeconds(5),
                () -> "none",
                time);
    }

    Watcher watcher() {
        if (watcher == null) {
            watcher = new Watcher(setup(false, task -> deliveryPool.execute(task)), this);
            watcher.open();
        }
        return watcher;
    }

    /** As when the process stopped and another began: only the store remains. */
    void restart() {
        watcher().close();
        watcher = null;
        deliveries.clear();
        newProcess();
    }

    boolean add(ExecutionId id) {
        return add(id, null);
    }

    boolean add(ExecutionId id, Long queryId) {
        return list.add(Watch.of(id, time.instant()).with(null, queryId, Map.of()), 100, Duration.ZERO);
    }

    /** Lets so many seconds pass, and delivers what was found. */
    void seconds(long count) {
        for (long i = 0; i < count; i++) {
            tick();
            deliver();
        }
    }

    /** One round, after which a second passes; nothing is delivered. */
    void tick() {
        watcher().tick();
        time.advance(SECOND);
    }

    void deliver() {
        for (Runnable next = deliveries.poll(); next != null; next = deliveries.poll()) {
            next.run();
        }
    }

    List<String> deliveredStates() {
        return delivered.stream()
                .map(one -> one.status().state().name().substring("QUERY_STATE_".length()))
                .toList();
    }

    String stored(ExecutionId id) {
        return map.get("list/" + id);
    }

    @Override
    public Answer<ExecutionStatus> status(ExecutionId id) {
        polled.add(id);
        Deque<Answer<ExecutionStatus>> next = answers.get(id);
        return next.size() > 1 ? next.poll() : next.peek();
    }

    @Override
    public String deliver(Transition transition) {
        delivered.add(transition);
        return route.apply(transition);
    }

    @Override
    public String expired(Expiry expiry) {
        expired.add(expiry);
        return route.apply(expiry);
    }
}
