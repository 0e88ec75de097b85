package io.github.cameldune.internal.ratelimit;

import static io.github.cameldune.internal.schedule.Answers.BROKEN;
import static io.github.cameldune.internal.schedule.Answers.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameldune.internal.time.Cancellable;
import io.github.cameldune.internal.time.MonotonicClock;
import io.github.cameldune.internal.time.Seconds;
import io.github.cameldune.internal.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();
    private final RateLimiter limiter = new RateLimiter("requestsPerMinute", time, time);
    private final StubPolls polls = new StubPolls();

    private void limit(int requestsPerMinute) {
        limiter.configure("test", requestsPerMinute, Integer.MAX_VALUE);
    }

    private void poll(int count) {
        limiter.setPollSource(polls.wants(count));
        limiter.grantPermits();
    }

    private static void answer(Permit permit) {
        permit.answered(state("PENDING"), "x");
    }

    private int takeAll() {
        int taken = 0;
        while (limiter.tryAcquire()
                .map(permit -> {
                    answer(permit);
                    return permit;
                })
                .isPresent()) {
            taken++;
        }
        return taken;
    }

    @Test
    void grantsWithoutLimitWhileNoneIsKnown() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(limiter.tryAcquire()).isPresent();
        }
        assertThat(limiter.snapshot().limit()).isInfinite();
    }

    @Test
    void grantsABurstOfATenthAndThenNineTenthsAMinute() {
        limit(200);

        assertThat(takeAll()).isEqualTo(20);
        time.advance(Duration.ofMillis(333));
        assertThat(takeAll()).isZero();
        time.advance(Duration.ofMillis(1));
        assertThat(takeAll()).isEqualTo(1);
        time.advance(Duration.ofSeconds(3));
        assertThat(takeAll()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 9, 10, 11, 40, 200, 1000})
    void noWindowOfAMinuteHoldsMoreThanTheLimitHoweverLongRequestsTake(int limit) {
        limit(limit);
        Random random = new Random(limit);
        Deque<Double> arrivals = new ArrayDeque<>();
        int[] most = {0};
        polls.then = permit -> {
            // on the way for up to 30 s, or for no time at all
            double way = random.nextInt(3) == 0 ? 30 * random.nextDouble() : 0;
            time.schedule(Seconds.toDuration(way), () -> {
                arrivals.add(time.seconds());
                arrivals.removeIf(arrival -> arrival <= time.seconds() - 60);
                most[0] = Math.max(most[0], arrivals.size());
                time.schedule(Seconds.toDuration(random.nextDouble()), () -> answer(permit));
            });
        };

        poll(Integer.MAX_VALUE);
        time.advance(Duration.ofMinutes(20));

        assertThat(most[0]).isBetween(Math.max(1, limit * 6 / 10), limit);
    }

    @Test
    void asLongAsAnUnknownLimitMayBeNearFewPollsAreInFlight() {
        poll(30);
        assertThat(polls.permits).hasSize(30);
        polls.permits.forEach(RateLimiterTest::answer);

        poll(10);
        assertThat(polls.permits).hasSize(33);
        answer(polls.permits.get(30));
        assertThat(polls.permits).hasSize(34);
        assertThat(limiter.tryAcquire()).as("for a producer").isPresent();

        time.advance(Duration.ofMinutes(2));
        limiter.grantPermits();
        assertThat(polls.permits).as("a minute after the others were answered").hasSize(40);
    }

    @Test
    void requestsOfProducersDoNotHoldUpPollsWhereTheLimitIsUnknown() {
        for (int i = 0; i < 30; i++) {
            answer(limiter.tryAcquire().orElseThrow());
        }
        for (int i = 0; i < 10; i++) {
            limiter.tryAcquire().orElseThrow();
        }

        poll(10);

        assertThat(polls.permits).hasSize(3);
        polls.permits.get(0).unused();
        assertThat(polls.permits).hasSize(4);
    }

    @Test
    void noMoreRequestsAreInFlightThanMayBe() {
        limiter.configure("a", 0, 2);
        limiter.configure("b", 0, 3);
        poll(10);
        assertThat(polls.permits).hasSize(3);
        assertThat(limiter.tryAcquire()).isEmpty();

        polls.permits.get(0).failed();
        assertThat(polls.permits).hasSize(4);

        limiter.release("b");
        polls.permits.get(1).failed();
        assertThat(polls.permits).hasSize(4);
        polls.permits.get(2).failed();
        assertThat(polls.permits).hasSize(5);
        assertThat(limiter.snapshot().throttled()).isFalse();
    }

    @Test
    void requestsInFlightCountUntilTheyAreSettled() {
        limit(10);
        List<Permit> held = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            time.advance(MINUTE);
            held.add(limiter.tryAcquire().orElseThrow());
        }
        time.advance(MINUTE);
        assertThat(limiter.tryAcquire()).isEmpty();

        answer(held.get(0));
        time.advance(Duration.ofSeconds(59));
        assertThat(limiter.tryAcquire()).isEmpty();

        time.advance(Duration.ofSeconds(2));
        assertThat(limiter.tryAcquire()).isPresent();
    }

    @Test
    void unusedPermitIsGivenBackOnce() {
        limit(10);
        Permit permit = limiter.tryAcquire().orElseThrow();
        assertThat(limiter.tryAcquire()).isEmpty();

        permit.unused();
        permit.unused();
        permit.failed();

        assertThat(limiter.tryAcquire()).isPresent();
        assertThat(limiter.tryAcquire()).isEmpty();
    }

    @Test
    void smallestOfTheConfiguredLimitsHoldsUntilItsOwnerIsGone() {
        limiter.configure("a", 200, 10);
        limiter.configure("b", 40, 10);
        limiter.configure("c", 0, 10);

        assertThat(limiter.snapshot().limit()).isEqualTo(40);
        assertThat(takeAll()).isEqualTo(4);
        limiter.release("b");
        assertThat(limiter.snapshot().limit()).isEqualTo(200);
    }

    @Test
    void grantsToProducersInTheirOrder() {
        limit(10);
        takeAll();
        List<String> order = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            limiter.acquire(MINUTE, permit -> order.add(name), wait -> order.add(name + " late"));
        }

        time.advance(Duration.ofSeconds(14));
        assertThat(order).containsExactly("a", "b");
        assertThat(limiter.tryAcquire()).as("overtaking c").isEmpty();
        time.advance(Duration.ofSeconds(7));
        assertThat(order).containsExactly("a", "b", "c");
    }

    @Test
    void producerThatWaitedItsTimeLearnsHowLongItWouldTake() {
        limit(1);
        takeAll();
        List<Duration> waits = new ArrayList<>();
        limiter.acquire(Duration.ofSeconds(20), permit -> waits.add(null), waits::add);

        time.advance(Duration.ofSeconds(19));
        assertThat(waits).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(waits).hasSize(1);
        assertThat(waits.get(0)).isBetween(Duration.ofSeconds(46), Duration.ofSeconds(47));
        time.advance(Duration.ofHours(1));
        assertThat(waits).hasSize(1);
        assertThat(time.pending()).isZero();
    }

    @Test
    void cancelledWaitCallsNobody() {
        limit(1);
        takeAll();
        List<Object> calls = new ArrayList<>();
        Cancellable wait = limiter.acquire(MINUTE, calls::add, calls::add);

        assertThat(wait.cancel()).isTrue();
        assertThat(wait.cancel()).isFalse();
        time.advance(Duration.ofHours(1));

        assertThat(calls).isEmpty();
        assertThat(limiter.tryAcquire()).isPresent();
    }

    @Test
    void waitThatWasGrantedCannotBeCancelled() {
        Cancellable wait = limiter.acquire(MINUTE, permit -> {}, late -> {});

        assertThat(wait.cancel()).isFalse();
        assertThat(time.pending()).isZero();
    }

    @Test
    void aWaitEndsOnceWhetherItIsGrantedTimesOutOrIsCancelledAtTheSameTime() throws Exception {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
        RateLimiter shared = new RateLimiter("requestsPerMinute", new MonotonicClock(), (delay, task) -> {
            Future<?> future = threads.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        });
        shared.configure("test", 0, 2);
        Set<Integer> open = ConcurrentHashMap.newKeySet();
        List<Integer> endedTwice = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            int wait = i;
            open.add(wait);
            Runnable ended = () -> {
                if (!open.remove(wait)) {
                    endedTwice.add(wait);
                }
            };
            Duration timeout = Duration.ofNanos(50_000L * (i % 5));
            Cancellable begun = shared.acquire(
                    timeout,
                    permit -> {
                        ended.run();
                        threads.execute(permit::unused);
                    },
                    late -> ended.run());
            threads.execute(() -> {
                if (begun.cancel()) {
                    ended.run();
                }
            });
        }

        await().untilAsserted(() -> assertThat(open).isEmpty());
        await().untilAsserted(() -> assertThat(shared.snapshot().inFlight()).isZero());
        threads.shutdownNow();
        assertThat(endedTwice).isEmpty();
        assertThat(shared.snapshot().waiting()).isZero();
    }

    @Test
    void armsNoTimerWhileNothingIsWanted() {
        limit(10);
        limiter.setPollSource(polls);
        takeAll();
        limiter.grantPermits();

        assertThat(time.pending()).isZero();
    }

    @Test
    void producersAndPollsTakeTurns() {
        limit(10);
        takeAll();
        List<String> order = new ArrayList<>();
        polls.then = permit -> order.add("poll");
        poll(100);
        for (int i = 0; i < 100; i++) {
            limiter.acquire(Duration.ofHours(1), permit -> order.add("producer"), wait -> {});
        }

        time.advance(MINUTE);

        assertThat(order).hasSizeGreaterThan(7);
        for (int i = 1; i < order.size(); i++) {
            assertThat(order.get(i)).isNotEqualTo(order.get(i - 1));
        }
    }

    @Test
    void receiverThatThrowsLosesItsPermitAndNoOtherDoes() {
        limit(10);
        polls.then = permit -> {
            throw new IllegalStateException("on purpose");
        };
        poll(1);

        assertThat(polls.permits).hasSize(1);
        assertThat(limiter.snapshot().inFlight()).isZero();
        assertThat(limiter.tryAcquire()).isPresent();
    }

    @Test
    void errorInAReceiverDoesNotStopGrantingForEver() {
        polls.then = permit -> {
            throw new OutOfMemoryError("on purpose");
        };
        try {
            poll(1);
        } catch (OutOfMemoryError e) {
            assertThat(e).hasMessage("on purpose");
        }

        polls.then = permit -> {};
        poll(1);
        assertThat(polls.permits).hasSize(2);
    }

    @Test
    void callbackMaySettleAndAskForMoreAtOnce() {
        limit(1000);
        polls.then = permit -> {
            answer(permit);
            limiter.grantPermits();
        };

        poll(50);

        assertThat(polls.permits).hasSize(50);
    }

    @Test
    void tellsThatPermitsAreShortAndThatTheyAreNoLonger() {
        limit(60);
        polls.then = RateLimiterTest::answer;
        poll(100);
        assertThat(limiter.snapshot().throttled()).isFalse();

        time.advance(MINUTE);
        assertThat(limiter.snapshot().throttled()).isTrue();

        time.advance(Duration.ofMinutes(5));
        assertThat(polls.wants).isZero();
        assertThat(limiter.snapshot().throttled()).isFalse();
    }

    @Test
    void snapshotTellsTheState() {
        limit(200);
        Permit one = limiter.tryAcquire().orElseThrow();
        Permit two = limiter.tryAcquire().orElseThrow();
        limiter.tryAcquire().orElseThrow();
        answer(one);
        two.answered(BROKEN, "x");

        RateLimitSnapshot snapshot = limiter.snapshot();

        assertThat(snapshot.limit()).isEqualTo(200);
        assertThat(snapshot.discovered()).isFalse();
        assertThat(snapshot.tokens()).isBetween(17.0, 17.001);
        assertThat(snapshot.inFlight()).isEqualTo(1);
        assertThat(snapshot.lastMinute()).isEqualTo(2);
        assertThat(snapshot.waiting()).isZero();
        assertThat(snapshot.pausedUntil()).isNull();
        assertThat(snapshot.pollsPausedUntil()).isNull();
    }
}
