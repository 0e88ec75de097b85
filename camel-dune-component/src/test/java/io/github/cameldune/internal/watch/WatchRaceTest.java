package io.github.cameldune.internal.watch;

import static io.github.cameldune.internal.schedule.Answers.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.schedule.ErrorBackoff;
import io.github.cameldune.internal.schedule.PollQueue;
import io.github.cameldune.internal.schedule.PollSchedule;
import io.github.cameldune.internal.schedule.learning.QueryDurations;
import io.github.cameldune.internal.time.MonotonicClock;
import io.github.cameldune.internal.time.Timer;
import io.github.cameldune.watch.store.MapWatchStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One execution that is watched, unwatched, ends, and whose watcher is stopped and started, all at the same time and at
 * random. The system property {@code race.seed} repeats the choices of a run, though not what the threads make of them.
 */
class WatchRaceTest {

    private static final ExecutionId ID = new ExecutionId("opaque-1");
    private static final List<Answer<ExecutionStatus>> STATES =
            List.of(state("PENDING"), state("EXECUTING"), state("COMPLETED"));

    private static final List<String> ORDER =
            List.of("QUERY_STATE_PENDING", "QUERY_STATE_EXECUTING", "QUERY_STATE_COMPLETED");

    private final long seed = Long.getLong("race.seed", System.nanoTime());
    private final InstantSource clock = new MonotonicClock();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final Timer timer = (delay, task) -> {
        Future<?> future = scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    };

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
        scheduler.shutdownNow();
    }

    @Test
    void keepsItsPromisesWhateverHappensAtOnceToOneExecution() throws Exception {
        play(60);
    }

    @Test
    @Tag("soak")
    void keepsItsPromisesInTenThousandRounds() throws Exception {
        play(10_000);
    }

    private void play(int rounds) throws Exception {
        System.out.println("race.seed=" + seed);
        for (int round = 0; round < rounds; round++) {
            new Round(new Random(seed + round)).play();
        }
    }

    private static int rank(String state) {
        return ORDER.indexOf(state);
    }

    /** One execution from its first registration to its end. */
    private final class Round implements SynchronousSink {

        private final Random random;
        private final ConcurrentMap<String, String> map = new ConcurrentHashMap<>();
        private final WatchList list = new WatchList(new MapWatchStore(map), "list", clock, new WatchCounts());
        private final AtomicInteger progress = new AtomicInteger();
        private final AtomicBoolean inRoute = new AtomicBoolean();
        private final AtomicBoolean overlapped = new AtomicBoolean();
        private final AtomicInteger begunAfterRemoval = new AtomicInteger();
        private final Set<Instant> endsTaken = ConcurrentHashMap.newKeySet();
        private final AtomicBoolean outOfOrder = new AtomicBoolean();
        private volatile Random ofRoute;
        private volatile String lastTaken;
        private volatile boolean removed;

        /** When the watch began whose end has to be delivered; null when there is none. */
        private volatile Instant watched;

        private Round(Random random) {
            this.random = random;
        }

        private void play() throws Exception {
            CyclicBarrier start = new CyclicBarrier(3);
            Random ofUser = new Random(random.nextLong());
            Random ofDune = new Random(random.nextLong());
            Random ofLife = new Random(random.nextLong());
            ofRoute = new Random(random.nextLong());
            List<Future<?>> all = List.of(
                    begin(start, () -> useIt(ofUser)),
                    begin(start, () -> endIt(ofDune)),
                    begin(start, () -> stopAndStartIt(ofLife)));
            for (Future<?> one : all) {
                one.get(30, TimeUnit.SECONDS);
            }
            finish();
            assertThat(overlapped).as("two exchanges at a time").isFalse();
            assertThat(outOfOrder).as("a state after a later one").isFalse();
            assertThat(map).as("the store when all is over").isEmpty();
            if (watched != null) {
                assertThat(endsTaken)
                        .as("ends delivered, by when the watch began")
                        .contains(watched);
            }
        }

        private Future<?> begin(CyclicBarrier start, Callable<?> work) {
            return threads.submit(() -> {
                start.await();
                return work.call();
            });
        }

        private Object useIt(Random dice) throws InterruptedException {
            for (int i = 0; i < 6; i++) {
                if (dice.nextInt(3) > 0) {
                    removed = false;
                    Watch watch = Watch.of(ID, clock.instant());
                    if (list.add(watch, 100, Duration.ofMinutes(1))) {
                        watched = watch.registeredAt();
                    }
                } else {
                    list.remove(ID);
                    begunAfterRemoval.set(0);
                    removed = true;
                    watched = null;
                }
                pause(dice);
                // the one that was under way may begin a moment after; whatever is next is of no watch
                assertThat(removed ? begunAfterRemoval.get() : 0)
                        .as("exchanges after dune:unwatch returned")
                        .isLessThanOrEqualTo(1);
            }
            return null;
        }

        private Object endIt(Random dice) throws InterruptedException {
            while (progress.get() < STATES.size() - 1) {
                pause(dice);
                progress.incrementAndGet();
            }
            return null;
        }

        private Object stopAndStartIt(Random dice) throws InterruptedException {
            for (int i = 0; i < 3; i++) {
                try (Life life = new Life()) {
                    for (int tick = 0; tick < 8; tick++) {
                        life.watcher.tick();
                        pause(dice);
                    }
                }
                storeIsWhatWasTaken();
            }
            return null;
        }

        /** When nobody delivers, the store has the state that was taken last, or a watch that is newer than that. */
        private void storeIsWhatWasTaken() {
            String text = map.get("list/" + ID);
            if (text != null) {
                String stored = WatchJson.read(ID, text).lastState();
                assertThat(stored == null ? lastTaken : stored).isEqualTo(lastTaken);
            }
        }

        private void finish() {
            try (Life life = new Life()) {
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> {
                            life.watcher.tick();
                            return map.isEmpty();
                        });
            }
        }

        /** Now nothing, now a moment, now long enough for anything else to go on. */
        private static void pause(Random dice) throws InterruptedException {
            switch (dice.nextInt(4)) {
                case 0 -> Thread.onSpinWait();
                case 1 -> Thread.yield();
                case 2 -> TimeUnit.MICROSECONDS.sleep(dice.nextInt(300));
                default -> TimeUnit.MILLISECONDS.sleep(1 + dice.nextInt(3));
            }
        }

        @Override
        public String deliver(Transition transition) {
            if (removed) {
                begunAfterRemoval.incrementAndGet();
            }
            if (!inRoute.compareAndSet(false, true)) {
                overlapped.set(true);
            }
            try {
                String state = transition.status().state().name();
                if (lastTaken != null && rank(state) < rank(lastTaken)) {
                    outOfOrder.set(true);
                }
                pause(ofRoute);
                if (ofRoute.nextInt(4) == 0) {
                    // long enough for another watch to begin and be asked about
                    TimeUnit.MILLISECONDS.sleep(ofRoute.nextInt(12));
                }
                if (ofRoute.nextInt(5) == 0) {
                    return "rejected";
                }
                lastTaken = state;
                if (transition.status().isTerminal()) {
                    endsTaken.add(transition.watch().registeredAt());
                }
                return null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "interrupted";
            } finally {
                inRoute.set(false);
            }
        }

        @Override
        public String expired(Expiry expiry) {
            throw new AssertionError("nothing times out here");
        }

        /** A watcher from its start to its stop, as the consumer of a route has one. */
        private final class Life implements AutoCloseable {

            private final ExecutorService delivering = Executors.newFixedThreadPool(2);
            private final Watcher watcher;

            private Life() {
                ErrorBackoff soon = new ErrorBackoff(Duration.ofMillis(1), Duration.ofMillis(1), new Random(1));
                QueryDurations durations = new QueryDurations();
                RateLimiter limiter = new RateLimiter("requestsPerMinute", clock, timer);
                Duration shortest = Duration.ofMillis(1);
                watcher = new Watcher(
                        new Watcher.Setup(
                                list,
                                false,
                                Set.of(),
                                StateSelection.parse("all"),
                                id -> STATES.get(progress.get()),
                                new PollQueue(limiter, threads, timer, durations, clock),
                                new PollSchedule(shortest, shortest, false, durations, soon),
                                durations,
                                threads,
                                delivering,
                                soon,
                                Duration.ofHours(1),
                                Duration.ofMillis(1),
                                () -> "none",
                                clock),
                        Round.this);
                watcher.open();
            }

            @Override
            public void close() {
                watcher.pause();
                delivering.shutdown();
                try {
                    assertThat(delivering.awaitTermination(30, TimeUnit.SECONDS))
                            .isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                watcher.close();
            }
        }
    }
}
