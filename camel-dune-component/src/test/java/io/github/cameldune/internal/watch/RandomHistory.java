package io.github.cameldune.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.ratelimit.RateLimitSnapshot;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.schedule.Answers;
import io.github.cameldune.internal.schedule.ErrorBackoff;
import io.github.cameldune.internal.schedule.PollQueue;
import io.github.cameldune.internal.schedule.PollSchedule;
import io.github.cameldune.internal.schedule.Ulids;
import io.github.cameldune.internal.schedule.learning.QueryDurations;
import io.github.cameldune.internal.time.VirtualThreads;
import io.github.cameldune.internal.time.VirtualTime;
import io.github.cameldune.watch.store.FailingStore;
import io.github.cameldune.watch.store.MapWatchStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Everything that can happen to watches, at random and in virtual time, and what must hold whatever happens. */
final class RandomHistory implements AutoCloseable {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MAX_POLL_INTERVAL = Duration.ofMinutes(1);
    private static final Duration LONGEST_BACKOFF = MAX_POLL_INTERVAL;
    private static final Duration LONGEST_KEY_PAUSE = Duration.ofMinutes(5);

    /** Requests, exchanges and ticks take their time too. */
    private static final Duration SLACK = Duration.ofSeconds(20);

    private static final Duration WATCH_TIMEOUT = Duration.ofHours(3);
    private static final int[] OUTAGES = {3, 30, 600};
    private static final List<String> ORDER = List.of("PENDING", "EXECUTING");

    /** Dune's answers while it, a proxy or the network has a fault; the unknown execution is apart. */
    private static final List<Answer<ExecutionStatus>> FAULTS = List.of(
            Answers.MISDIRECTED,
            Answers.UNREADABLE,
            Answers.KEY_REFUSED,
            Answers.BILLING_LIMIT,
            Answers.BROKEN,
            Answers.TIMED_OUT,
            Answers.limited(null),
            Answers.limited(Duration.ofSeconds(20)));

    private enum Route {
        ACCEPTS,
        REJECTS,
        IS_SLOW,
        HANGS_AND_FAILS
    }

    private final Random random;
    private final VirtualTime time = new VirtualTime();
    private final VirtualThreads threads = new VirtualThreads(time);
    private final ConcurrentMap<String, String> map = new ConcurrentHashMap<>();
    private final WatchList otherNode = new WatchList(new MapWatchStore(map), "list", time, new WatchCounts());
    private final Map<ExecutionId, Execution> executions = new LinkedHashMap<>();
    private final Deque<String> log = new ArrayDeque<>();
    private Answer<ExecutionStatus> fault;
    private Instant faultUntil = VirtualTime.START;
    private Instant refusedUntil = VirtualTime.START;
    private Instant unknownNotBefore = VirtualTime.START;
    private Route route = Route.ACCEPTS;
    private Instant routeUntil = VirtualTime.START;
    private Instant storeUntil = VirtualTime.START;
    private Instant badUntil = VirtualTime.START;
    private Process process;
    private int submitted;
    private int delivered;
    private int polls;
    private Duration latest = Duration.ZERO;

    /** Thrown at the test's thread, since the watcher goes on whatever a route throws. */
    private AssertionError violation;

    RandomHistory(long seed) {
        random = new Random(seed);
        process = new Process();
    }

    /** What Dune knows of an execution, and what the route knows. */
    private static final class Execution {
        private Instant submittedAt;
        private Instant startedAt;
        private Instant endedAt;
        private String end;
        private long queryId;
        private String accepted;
        private boolean endAccepted;

        private String stateAt(Instant now) {
            return !now.isBefore(endedAt) ? end : now.isBefore(startedAt) ? "PENDING" : "EXECUTING";
        }
    }

    private static int rank(String state) {
        return state == null ? -1 : ORDER.contains(state) ? ORDER.indexOf(state) : ORDER.size();
    }

    void play(int steps) {
        for (int step = 0; step < steps; step++) {
            String what = act();
            log.add(step + " at " + time.seconds() + ": " + what);
            if (log.size() > 30) {
                log.remove();
            }
            pass(randomDuration(0.1, 120));
        }
        note("the history ends");
        process.resume();
        process.store.reads(true).writes(true);
        passGood(Duration.ofMinutes(90));
        assertThat(map.keySet()).as(() -> "rows when all is over: " + log).noneMatch(key -> key.startsWith("list/"));
        assertThat(process.queue.size()).as("polled when all is over").isZero();
    }

    private void passGood(Duration duration) {
        faultUntil = routeUntil = storeUntil = time.instant();
        pass(duration);
    }

    private void note(String what) {
        log.add("at " + time.seconds() + ": " + what);
    }

    private String act() {
        int dice = random.nextInt(100);
        if (dice < 30) {
            return submit();
        } else if (dice < 45) {
            return breakDune();
        } else if (dice < 55) {
            return breakRoute();
        } else if (dice < 62) {
            return breakStore();
        } else if (dice < 67) {
            return process.suspended ? process.resume() : process.suspend();
        } else if (dice < 71) {
            return restart();
        } else if (dice < 74) {
            return forAWhile("nothing happens", 600);
        }
        return "time passes";
    }

    private String forAWhile(String what, int seconds) {
        pass(Duration.ofSeconds(seconds));
        return what;
    }

    private Duration randomDuration(double shortest, double longest) {
        double seconds = shortest * Math.pow(longest / shortest, random.nextDouble());
        return Duration.ofMillis((long) (seconds * 1000));
    }

    private Instant outage() {
        Instant until = time.instant().plusSeconds(OUTAGES[random.nextInt(OUTAGES.length)]);
        bad(until);
        return until;
    }

    private void bad(Instant until) {
        badUntil = until.isAfter(badUntil) ? until : badUntil;
    }

    private String submit() {
        Execution execution = new Execution();
        execution.submittedAt = time.instant();
        execution.startedAt = execution.submittedAt.plus(randomDuration(0.2, 60));
        execution.queryId = random.nextInt(4);
        // each query has its durations, and sometimes another one
        double usual = new double[] {30, 5, 120, 1200}[(int) execution.queryId];
        Duration duration = random.nextInt(4) == 0 ? randomDuration(0.5, 3000) : randomDuration(usual, usual * 1.3);
        execution.endedAt = execution.submittedAt.plus(duration);
        execution.end = List.of("COMPLETED", "FAILED", "CANCELLED", "COMPLETED_PARTIAL", "EXPIRED")
                .get(random.nextInt(5));
        int number = submitted++;
        ExecutionId id = random.nextBoolean() ? Ulids.at(time.instant(), number) : new ExecutionId("opaque-" + number);
        Long query = random.nextBoolean() ? execution.queryId : null;
        boolean here = random.nextBoolean() && !process.isDown;
        WatchList list = here ? process.list : otherNode;
        InstantSource clock = here ? process.clock : time;
        // first known, then added: its first poll may follow at once
        executions.put(id, execution);
        try {
            list.add(Watch.of(id, clock.instant()).with(null, query, Map.of()), 100_000, SECOND);
            return "submitted " + id;
        } catch (WatchStoreException e) {
            executions.remove(id);
            return "not added, since the store fails";
        }
    }

    private String breakDune() {
        boolean unknown = random.nextInt(8) == 0 && time.instant().isAfter(unknownNotBefore);
        if (unknown) {
            // for less than a minute: for longer, Dune would be believed
            fault = Answers.UNKNOWN;
            faultUntil = time.instant().plusSeconds(40);
            bad(faultUntil);
            unknownNotBefore = time.instant().plus(Duration.ofHours(1));
        } else {
            fault = FAULTS.get(random.nextInt(FAULTS.size()));
            faultUntil = outage();
            if (fault == Answers.KEY_REFUSED || fault == Answers.BILLING_LIMIT) {
                refusedUntil = faultUntil.plus(LONGEST_KEY_PAUSE);
            }
        }
        return fault.verdict().label() + " until " + faultUntil;
    }

    private String breakRoute() {
        route = Route.values()[random.nextInt(Route.values().length)];
        routeUntil = outage();
        return "the route " + route + " until " + routeUntil;
    }

    private String breakStore() {
        boolean reads = random.nextBoolean();
        boolean writes = !reads || random.nextBoolean();
        process.store.reads(reads).writes(writes && reads);
        storeUntil = outage();
        return "the store reads " + reads + ", writes " + (writes && reads) + " until " + storeUntil;
    }

    private String restart() {
        boolean crash = random.nextBoolean();
        process.stop(crash);
        Duration down = random.nextInt(20) == 0 ? Duration.ofHours(5) : Duration.ofSeconds(OUTAGES[random.nextInt(3)]);
        bad(time.instant().plus(down));
        pass(down);
        process = new Process();
        bad(time.instant());
        return (crash ? "crashed" : "stopped") + " for " + down + ", clock ahead " + process.ahead;
    }

    /** Lets time pass in pieces that are short enough to see what comes too late. */
    private void pass(Duration duration) {
        Instant until = time.instant().plus(duration);
        while (time.instant().isBefore(until)) {
            Duration left = Duration.between(time.instant(), until);
            time.advance(left.compareTo(SECOND) < 0 ? left : SECOND);
            if (!time.instant().isBefore(storeUntil)) {
                process.store.reads(true).writes(true);
            }
            if (process.suspended || process.isDown || process.arePermitsShort()) {
                bad(time.instant());
            }
            process.tick();
            check();
        }
    }

    private void violate(String what) {
        violation = violation == null ? new AssertionError(what + ": " + log) : violation;
    }

    private void check() {
        if (violation != null) {
            throw violation;
        }
        Instant now = time.instant();
        Duration patience = MAX_POLL_INTERVAL.plus(SLACK);
        Instant good = badUntil;
        if (refusedUntil.isAfter(good)) {
            good = refusedUntil;
        }
        for (Map.Entry<ExecutionId, Execution> entry : executions.entrySet()) {
            Execution execution = entry.getValue();
            if (!execution.endAccepted) {
                assertThat(map)
                        .as(() -> entry.getKey() + " has no row before its end was accepted: " + log)
                        .containsKey("list/" + entry.getKey());
                Instant since = execution.endedAt.isAfter(good) ? execution.endedAt : good;
                Duration late = Duration.between(since, now);
                latest = late.compareTo(latest) > 0 ? late : latest;
                assertThat(late)
                        .as(() -> "the end of " + entry.getKey() + " was at " + execution.endedAt
                                + ", all is well since " + since + ", now it is " + now + ": " + log)
                        .isLessThanOrEqualTo(patience);
            }
        }
        // one that was accepted and not recorded before a crash is polled again, however long the process was down
        executions
                .entrySet()
                .removeIf(entry -> entry.getValue().endAccepted
                        && entry.getValue().endedAt.plusSeconds(36_000).isBefore(now)
                        && !map.containsKey("list/" + entry.getKey()));
    }

    String summary() {
        return "%d executions, %d polls, %d deliveries in %.1f days; the latest end %d s after all was well"
                .formatted(submitted, polls, delivered, time.seconds() / 86_400, latest.toSeconds());
    }

    @Override
    public void close() {
        process.stop(true);
        threads.close();
    }

    /** One process from its start to its stop or crash; only the store is left of it. */
    private final class Process implements SynchronousSink {

        private final Duration ahead = Duration.ofSeconds(random.nextInt(600) - 300);
        private final InstantSource clock = () -> time.instant().plus(ahead);
        private final FailingStore store = new FailingStore(new MapWatchStore(map));
        private final WatchList list = new WatchList(store, "list", clock, new WatchCounts());
        private final QueryDurations durations = new QueryDurations();
        private final RateLimiter limiter = new RateLimiter("requestsPerMinute", clock, time);
        private final PollQueue queue = new PollQueue(limiter, threads, time, durations, clock);
        private final Deque<Runnable> exchanges = new ArrayDeque<>();
        private final Set<ExecutionId> inRoute = new HashSet<>();
        private final Watcher watcher;
        private Instant lastTick = Instant.MIN;
        private int exchangesInFlight;
        private boolean suspended;
        private boolean isDown;
        private boolean crashed;

        private Process() {
            limiter.configure(this, random.nextBoolean() ? 1000 : 0, 10);
            ErrorBackoff backoff = new ErrorBackoff(SECOND, LONGEST_BACKOFF, new Random(random.nextLong()));
            watcher = new Watcher(
                    new Watcher.Setup(
                            list,
                            false,
                            Set.of(),
                            StateSelection.parse("all"),
                            this::status,
                            queue,
                            new PollSchedule(SECOND, MAX_POLL_INTERVAL, random.nextInt(4) > 0, durations, backoff),
                            durations,
                            threads,
                            this::deliverLater,
                            backoff,
                            WATCH_TIMEOUT,
                            Duration.ofSeconds(5),
                            () -> "",
                            clock),
                    this);
            watcher.open();
        }

        private void tick() {
            if (!isDown && !suspended && !time.instant().isBefore(lastTick.plus(SECOND))) {
                lastTick = time.instant();
                watcher.tick();
            }
        }

        /** After 429s: while they pause requests, and as long as the limit that they left is low. */
        private boolean arePermitsShort() {
            RateLimitSnapshot limit = limiter.snapshot();
            return limit.pausedUntil() != null || limit.throttled();
        }

        private String suspend() {
            suspended = true;
            watcher.pause();
            return "suspended";
        }

        private String resume() {
            if (suspended) {
                suspended = false;
                watcher.open();
            }
            return "resumed";
        }

        private void stop(boolean crash) {
            isDown = true;
            crashed = crash;
            if (crash) {
                store.reads(false).writes(false);
            }
            watcher.close();
            if (!crash) {
                // as a route does, it waits for its exchanges
                while (exchangesInFlight > 0) {
                    time.advance(SECOND);
                }
                store.reads(false).writes(false);
            }
        }

        private void deliverLater(Runnable exchange) {
            exchanges.add(exchange);
            beginExchanges();
        }

        private void beginExchanges() {
            while (exchangesInFlight < 2 && !exchanges.isEmpty()) {
                Runnable next = exchanges.remove();
                exchangesInFlight++;
                threads.execute(() -> {
                    try {
                        next.run();
                    } finally {
                        exchangesInFlight--;
                        beginExchanges();
                    }
                });
            }
        }

        private Answer<ExecutionStatus> status(ExecutionId id) {
            polls++;
            boolean broken = time.instant().isBefore(faultUntil);
            Answer<ExecutionStatus> answer = fault;
            threads.sleep(broken && answer == Answers.TIMED_OUT ? Duration.ofSeconds(10) : Duration.ofMillis(100));
            if (broken) {
                return answer;
            }
            Execution execution = executions.get(id);
            String state = execution.stateAt(time.instant());
            String ended = rank(state) == ORDER.size() ? ",\"execution_ended_at\":\"" + execution.endedAt + "\"" : "";
            return Answer.ok(
                    Answers.parse("{\"execution_id\":\"" + id + "\",\"state\":\"QUERY_STATE_" + state
                            + "\",\"query_id\":" + execution.queryId + ",\"submitted_at\":\"" + execution.submittedAt
                            + "\"" + ended + "}"),
                    200,
                    time.instant().truncatedTo(ChronoUnit.SECONDS));
        }

        @Override
        public String deliver(Transition transition) {
            ExecutionId id = transition.watch().executionId();
            delivered++;
            if (!inRoute.add(id)) {
                violate("two exchanges of " + id + " at a time");
            }
            boolean bad = time.instant().isBefore(routeUntil);
            Route now = bad ? route : Route.ACCEPTS;
            switch (now) {
                case ACCEPTS -> threads.sleep(Duration.ofMillis(random.nextInt(100)));
                case IS_SLOW -> threads.sleep(Duration.ofSeconds(10));
                case HANGS_AND_FAILS -> {
                    threads.sleep(Duration.ofSeconds(60));
                    bad(time.instant());
                }
                default -> threads.sleep(Duration.ofMillis(1));
            }
            if (now == Route.IS_SLOW) {
                bad(time.instant());
            }
            inRoute.remove(id);
            if (now == Route.REJECTS || now == Route.HANGS_AND_FAILS || crashed) {
                return now.toString();
            }
            Execution execution = executions.get(id);
            String state = transition.status().state().name().substring("QUERY_STATE_".length());
            if (rank(state) < rank(execution.accepted)) {
                violate(id + " became " + state + " after " + execution.accepted);
            }
            execution.accepted = state;
            execution.endAccepted = rank(state) == ORDER.size();
            return null;
        }

        @Override
        public String expired(Expiry expiry) {
            violate("a watch expired: " + expiry);
            return "no watch expires";
        }
    }
}
