package io.github.cameldune.watch;

import io.github.cameldune.client.Answer;
import io.github.cameldune.client.DuneClient;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.client.UnreadableStatusException;
import io.github.cameldune.schedule.AskPlanner;
import io.github.cameldune.schedule.DurationHistory;
import io.github.cameldune.schedule.ErrorBackoff;
import io.github.cameldune.schedule.PollSchedule;
import io.github.cameldune.schedule.RequestBudget;
import io.github.cameldune.schedule.VirtualTime;
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
import java.util.function.Predicate;

/** A watcher in virtual time. Every thread is the test's own: what is to be told waits until {@link #deliver()}. */
final class Watching implements DuneClient, WatchSink {

    static final Duration SECOND = Duration.ofSeconds(1);
    static final ExecutionId ID = new ExecutionId("opaque-1");
    static final Answer UNKNOWN = new Answer.Refused(404, null, "Object not found");
    static final Answer BROKEN = new Answer.Refused(500, null, "");

    final VirtualTime time = new VirtualTime();
    final ConcurrentMap<String, String> map = new ConcurrentHashMap<>();
    final FailingStore store = new FailingStore(new MapWatchStore(map));
    final WatchList list = new WatchList(store, "list", time);
    final RequestBudget budget = new RequestBudget(time, time);
    final Deque<Runnable> deliveries = new ArrayDeque<>();
    final List<Transition> told = new ArrayList<>();
    final List<WatchEnd> ended = new ArrayList<>();
    final List<ExecutionId> asked = new ArrayList<>();
    final DurationHistory history = new DurationHistory();
    private final Map<ExecutionId, Deque<Answer>> answers = new HashMap<>();
    Predicate<Transition> takes = transition -> true;
    Set<ExecutionId> kept = Set.of();
    String states = "all";
    boolean adaptive;
    private Watcher watcher;

    /** What Dune answers from now on, one after the other; the last for ever. */
    Watching answers(ExecutionId id, Answer... inOrder) {
        answers.put(id, new ArrayDeque<>(Arrays.asList(inOrder)));
        return this;
    }

    static Answer state(String name) {
        return new Answer.Known(status(name));
    }

    static ExecutionStatus status(String name) {
        try {
            return ExecutionStatus.parse("{\"state\":\"QUERY_STATE_" + name + "\"}");
        } catch (UnreadableStatusException e) {
            throw new AssertionError(e);
        }
    }

    AskPlanner planner() {
        return new AskPlanner(
                new PollSchedule(SECOND, Duration.ofMinutes(1), adaptive), Duration.ofMinutes(10), history, backoff());
    }

    static ErrorBackoff backoff() {
        return new ErrorBackoff(SECOND, SECOND, new Random(1));
    }

    Watcher watcher() {
        if (watcher == null) {
            watcher = new Watcher(
                    new Watcher.Setup(
                            list,
                            kept,
                            StateSelection.parse(states),
                            this,
                            budget,
                            planner(),
                            history,
                            Runnable::run,
                            2,
                            Runnable::run,
                            deliveries::add,
                            backoff(),
                            SECOND,
                            Duration.ofMinutes(10),
                            Duration.ofSeconds(5),
                            time),
                    this);
            watcher.open();
        }
        return watcher;
    }

    /** As when the process stopped and another began: only the store remains. */
    void restart() {
        watcher().close();
        watcher = null;
        deliveries.clear();
    }

    boolean add(ExecutionId id) {
        return add(id, null);
    }

    boolean add(ExecutionId id, Long queryId) {
        return list.add(Watch.of(id, time.instant()).withQueryId(queryId), 100, Duration.ZERO);
    }

    /** Runs the polls of so many seconds, and what they found to tell. */
    void seconds(int count) {
        for (int i = 0; i < count; i++) {
            tick();
            deliver();
        }
    }

    /** One poll, after which a second passes; nothing is told. */
    void tick() {
        try {
            watcher().tick();
        } finally {
            time.advance(SECOND);
        }
    }

    void deliver() {
        for (Runnable next = deliveries.poll(); next != null; next = deliveries.poll()) {
            next.run();
        }
    }

    List<String> toldStates() {
        return told.stream()
                .map(one -> one.status().state().name().substring("QUERY_STATE_".length()))
                .toList();
    }

    String stored(ExecutionId id) {
        return map.get("list/" + id);
    }

    @Override
    public Answer status(ExecutionId id) {
        asked.add(id);
        Deque<Answer> next = answers.get(id);
        return next.size() > 1 ? next.poll() : next.peek();
    }

    @Override
    public boolean deliver(Transition transition) {
        told.add(transition);
        return takes.test(transition);
    }

    @Override
    public void ended(WatchEnd end) {
        ended.add(end);
    }
}
