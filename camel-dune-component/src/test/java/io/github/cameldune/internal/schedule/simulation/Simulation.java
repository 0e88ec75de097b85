package io.github.cameldune.internal.schedule.simulation;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionState;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.schedule.Answers;
import io.github.cameldune.internal.schedule.ErrorBackoff;
import io.github.cameldune.internal.schedule.PollQueue;
import io.github.cameldune.internal.schedule.PollSchedule;
import io.github.cameldune.internal.schedule.Ulids;
import io.github.cameldune.internal.schedule.learning.QueryDurations;
import io.github.cameldune.internal.time.VirtualTime;
import io.github.cameldune.internal.watch.Expiry;
import io.github.cameldune.internal.watch.StateSelection;
import io.github.cameldune.internal.watch.SynchronousSink;
import io.github.cameldune.internal.watch.Transition;
import io.github.cameldune.internal.watch.Watch;
import io.github.cameldune.internal.watch.WatchCounts;
import io.github.cameldune.internal.watch.WatchList;
import io.github.cameldune.internal.watch.Watcher;
import io.github.cameldune.watch.store.MapWatchStore;
import io.github.cameldune.watch.store.WatchStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/** A consumer of production classes in virtual time. Only Dune, the network and the route are made up. */
final class Simulation implements SynchronousSink {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final int CONCURRENT_REQUESTS = 10;

    private final VirtualTime time = new VirtualTime();
    private final WatchStore store = new MapWatchStore(new ConcurrentHashMap<>());
    private final List<Execution> executions;
    private final SimulatedDune dune;
    private final Map<ExecutionId, Integer> indexes = new HashMap<>();
    private final List<Double> requests = new ArrayList<>();
    private final double[] delays;
    private InstantSource clock = time;
    private int configured;
    private boolean told;
    private boolean adaptive = true;
    private Duration restartAfter = Duration.ofDays(36_500);
    private WatchList list;
    private Watcher watcher;
    private int arrived;
    private int seen;

    /**
     * A simulation with no limit configured.
     *
     * @param executions in the order of their submission
     * @param requestsPerMinute Dune's limit; 0 for none
     */
    Simulation(List<Execution> executions, int requestsPerMinute) {
        this.executions = executions;
        dune = new SimulatedDune(requestsPerMinute == 0 ? Double.POSITIVE_INFINITY : requestsPerMinute);
        delays = new double[executions.size()];
    }

    /** The option {@code requestsPerMinute}; 0 to discover the limit. */
    Simulation configured(int requestsPerMinute) {
        configured = requestsPerMinute;
        return this;
    }

    /** The query of each execution is known when it is registered, and not only from its first status on. */
    Simulation told(boolean known) {
        told = known;
        return this;
    }

    Simulation adaptive(boolean value) {
        adaptive = value;
        return this;
    }

    /** The local clock is ahead of Dune's. */
    Simulation clockAhead(Duration ahead) {
        clock = () -> time.instant().plus(ahead);
        return this;
    }

    /** The process stops and starts again each time that so much time has passed. */
    Simulation restartAfter(Duration duration) {
        restartAfter = duration;
        return this;
    }

    /** Runs until the end of every execution was delivered. */
    Result run() {
        start();
        arrive();
        while (seen < executions.size()) {
            time.advance(Duration.ofMinutes(1));
        }
        return new Result(requests, delays, dune.rejected(), time.seconds());
    }

    private void start() {
        RateLimiter limiter = new RateLimiter("requestsPerMinute", clock, time);
        limiter.configure(this, configured, CONCURRENT_REQUESTS);
        QueryDurations durations = new QueryDurations();
        ErrorBackoff backoff = new ErrorBackoff(TICK, Duration.ofMinutes(1), new SplittableRandom(1));
        list = new WatchList(store, "list", clock, new WatchCounts());
        Watcher started = new Watcher(
                new Watcher.Setup(
                        list,
                        false,
                        Set.of(),
                        StateSelection.parse("all"),
                        this::status,
                        new PollQueue(limiter, request -> time.schedule(LATENCY, request), time, durations, clock),
                        new PollSchedule(TICK, Duration.ofMinutes(1), adaptive, durations, backoff),
                        durations,
                        Runnable::run,
                        Runnable::run,
                        backoff,
                        Duration.ofDays(1),
                        Duration.ofSeconds(5),
                        () -> "",
                        clock),
                this);
        watcher = started;
        started.open();
        tick(started);
        time.schedule(restartAfter, () -> {
            started.close();
            start();
        });
    }

    private void tick(Watcher of) {
        if (of == watcher) {
            of.tick();
            time.schedule(TICK, () -> tick(of));
        }
    }

    private void arrive() {
        while (arrived < executions.size() && executions.get(arrived).submittedAt() <= time.seconds()) {
            ExecutionId id = Ulids.at(time.instant(), arrived);
            indexes.put(id, arrived);
            Long query = told ? executions.get(arrived).queryId() : null;
            arrived++;
            list.add(Watch.of(id, clock.instant()).with(null, query, Map.of()), Integer.MAX_VALUE, Duration.ofDays(1));
        }
        if (arrived < executions.size()) {
            long nanos = (long) Math.ceil((executions.get(arrived).submittedAt() - time.seconds()) * 1e9);
            time.schedule(Duration.ofNanos(Math.max(1, nanos)), this::arrive);
        }
    }

    /** Called when the answer arrives. It was written half the latency before. */
    private Answer<ExecutionStatus> status(ExecutionId id) {
        double then = time.seconds() - LATENCY.toMillis() / 2000.0;
        requests.add(then);
        if (!dune.accepts(then)) {
            return Answers.limited(null);
        }
        Execution execution = executions.get(indexes.get(id));
        boolean ended = execution.endsAt() <= then;
        ExecutionState state = ended ? ExecutionState.COMPLETED : ExecutionState.EXECUTING;
        String endedAt = ended ? instant(execution.endsAt()).toString() : null;
        ExecutionStatus status = new ExecutionStatus(
                id.value(),
                execution.queryId(),
                state,
                ended,
                instant(execution.submittedAt()).toString(),
                null,
                endedAt,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "{}");
        return Answer.ok(status, 200, instant(then).truncatedTo(ChronoUnit.SECONDS));
    }

    private static Instant instant(double seconds) {
        return VirtualTime.START.plusNanos((long) (seconds * 1e9));
    }

    @Override
    public String deliver(Transition transition) {
        if (transition.isLast()) {
            int index = indexes.get(transition.watch().executionId());
            delays[index] = time.seconds() - executions.get(index).endsAt();
            seen++;
        }
        return null;
    }

    @Override
    public String expired(Expiry expiry) {
        throw new AssertionError("a watch expired: " + expiry);
    }
}
