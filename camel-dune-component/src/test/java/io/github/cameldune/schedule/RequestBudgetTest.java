package io.github.cameldune.schedule;

import static io.github.cameldune.schedule.VirtualTime.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBudgetTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();
    private final RequestBudget budget = new RequestBudget(time, time);

    @Test
    void grantsWithoutLimitWhileNoneIsKnown() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(budget.tryAcquire()).isPresent();
        }
        assertThat(budget.figures().limit()).isInfinite();
    }

    @Test
    void grantsABurstOfATenthAndThenNineTenthsAMinute() {
        budget.limit(200);

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
        budget.limit(limit);
        Random random = new Random(limit);
        Deque<Double> arrivals = new ArrayDeque<>();
        StubLane lane = new StubLane().wants(Integer.MAX_VALUE);
        int[] most = {0};
        lane.then = permit -> {
            // on the way for up to 30 s, or for no time at all
            double way = random.nextInt(3) == 0 ? 30 * random.nextDouble() : 0;
            time.schedule(Durations.ofSeconds(way), () -> {
                arrivals.add(time.seconds());
                arrivals.removeIf(arrival -> arrival <= time.seconds() - 60);
                most[0] = Math.max(most[0], arrivals.size());
                time.schedule(Durations.ofSeconds(random.nextDouble()), permit::answered);
            });
        };
        budget.register(lane);

        time.advance(Duration.ofMinutes(20));

        assertThat(most[0]).isBetween(Math.max(1, limit * 6 / 10), limit);
    }

    @Test
    void asLongAsAnUnknownLimitMayBeNearLanesHaveFewRequestsUnderWay() {
        StubLane lane = new StubLane().wants(30);
        budget.register(lane);
        assertThat(lane.permits).hasSize(30);
        lane.permits.forEach(Permit::answered);
        lane.wants(10);

        budget.signal();
        assertThat(lane.permits).hasSize(33);
        lane.permits.get(30).answered();
        assertThat(lane.permits).hasSize(34);
        assertThat(budget.tryAcquire()).as("for a producer").isPresent();

        time.advance(Duration.ofMinutes(2));
        budget.signal();
        assertThat(lane.permits).as("a minute after the others were answered").hasSize(40);
    }

    @Test
    void requestsOfProducersDoNotHoldUpLanesWhereTheLimitIsUnknown() {
        for (int i = 0; i < 30; i++) {
            budget.tryAcquire().orElseThrow().answered();
        }
        for (int i = 0; i < 10; i++) {
            budget.tryAcquire().orElseThrow();
        }
        StubLane lane = new StubLane().wants(10);

        budget.register(lane);

        assertThat(lane.permits).hasSize(3);
        lane.permits.get(0).unused();
        assertThat(lane.permits).hasSize(4);
    }

    @Test
    void requestsUnderWayCountUntilTheyAreSettled() {
        budget.limit(10);
        List<Permit> held = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            time.advance(MINUTE);
            held.add(budget.tryAcquire().orElseThrow());
        }
        time.advance(MINUTE);
        assertThat(budget.tryAcquire()).isEmpty();

        held.get(0).answered();
        time.advance(Duration.ofSeconds(59));
        assertThat(budget.tryAcquire()).isEmpty();

        time.advance(Duration.ofSeconds(2));
        assertThat(budget.tryAcquire()).isPresent();
    }

    @Test
    void unusedPermitIsGivenBackOnce() {
        budget.limit(10);
        Permit permit = budget.tryAcquire().orElseThrow();
        assertThat(budget.tryAcquire()).isEmpty();

        permit.unused();
        permit.unused();
        permit.answered();

        assertThat(budget.tryAcquire()).isPresent();
        assertThat(budget.tryAcquire()).isEmpty();
        assertThat(budget.figures().granted()).isEqualTo(1);
    }

    @Test
    void smallestOfTheConfiguredLimitsHolds() {
        budget.limit(200);
        budget.limit(40);
        budget.limit(0);
        budget.limit(100);

        assertThat(budget.figures().limit()).isEqualTo(40);
        assertThat(takeAll()).isEqualTo(4);
    }

    @Test
    void refusesANegativeLimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> budget.limit(-1))
                .withMessageContaining("requestsPerMinute");
    }

    @Test
    void grantsToProducersInTheirOrder() {
        budget.limit(10);
        takeAll();
        List<String> order = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            budget.acquire(MINUTE, permit -> order.add(name), wait -> order.add(name + " late"));
        }

        time.advance(Duration.ofSeconds(14));
        assertThat(order).containsExactly("a", "b");
        assertThat(budget.tryAcquire()).isEmpty();
        time.advance(Duration.ofSeconds(7));
        assertThat(order).containsExactly("a", "b", "c");
    }

    @Test
    void producerThatWaitedItsTimeLearnsHowLongItWouldTake() {
        budget.limit(1);
        takeAll();
        List<Duration> waits = new ArrayList<>();
        budget.acquire(Duration.ofSeconds(20), permit -> waits.add(null), waits::add);

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
    void waitThatWasCalledOffCallsNobody() {
        budget.limit(1);
        takeAll();
        List<Object> calls = new ArrayList<>();
        Cancellable wait = budget.acquire(MINUTE, calls::add, calls::add);

        assertThat(wait.cancel()).isTrue();
        assertThat(wait.cancel()).isFalse();
        time.advance(Duration.ofHours(1));

        assertThat(calls).isEmpty();
        assertThat(budget.tryAcquire()).isPresent();
    }

    @Test
    void waitThatWasGrantedCannotBeCalledOff() {
        Cancellable wait = budget.acquire(MINUTE, permit -> {}, late -> {});

        assertThat(wait.cancel()).isFalse();
        assertThat(time.pending()).isZero();
    }

    @Test
    void mostUrgentLaneGetsThePermit() {
        budget.limit(10);
        StubLane calm = new StubLane().wants(1);
        StubLane urgent = new StubLane().wants(2);
        urgent.urgency = 2;
        budget.tryAcquire().orElseThrow();
        budget.register(calm);
        budget.register(urgent);

        time.advance(Duration.ofSeconds(14));

        assertThat(urgent.permits).hasSize(2);
        assertThat(calm.permits).isEmpty();
        time.advance(Duration.ofSeconds(7));
        assertThat(calm.permits).hasSize(1);
    }

    @Test
    void unregisteredLaneGetsNothing() {
        StubLane lane = new StubLane();
        budget.register(lane);
        budget.unregister(lane);
        lane.wants(1);

        budget.signal();

        assertThat(lane.permits).isEmpty();
    }

    @Test
    void armsNoTimerWhileNobodyWantsAnything() {
        budget.limit(10);
        budget.register(new StubLane());
        takeAll();
        budget.signal();

        assertThat(time.pending()).isZero();
    }

    @Test
    void producersAndLanesTakeTurns() {
        budget.limit(10);
        takeAll();
        List<String> order = new ArrayList<>();
        StubLane lane = new StubLane().wants(100);
        lane.then = permit -> order.add("lane");
        budget.register(lane);
        for (int i = 0; i < 100; i++) {
            budget.acquire(Duration.ofHours(1), permit -> order.add("producer"), wait -> {});
        }

        time.advance(MINUTE);

        assertThat(order).hasSizeGreaterThan(7);
        for (int i = 1; i < order.size(); i++) {
            assertThat(order.get(i)).isNotEqualTo(order.get(i - 1));
        }
    }

    @Test
    void receiverThatThrowsLosesItsPermitAndNobodyElse() {
        budget.limit(10);
        StubLane broken = new StubLane().wants(1);
        broken.then = permit -> {
            throw new IllegalStateException("on purpose");
        };
        budget.register(broken);
        StubLane mute = new StubLane() {
            @Override
            public double urgency(java.time.Instant now, boolean early) {
                throw new IllegalStateException("on purpose");
            }
        };
        budget.register(mute);

        assertThat(broken.permits).hasSize(1);
        assertThat(budget.figures().underWay()).isZero();
        assertThat(budget.tryAcquire()).isPresent();
    }

    @Test
    void callbackMaySettleAndAskForMoreAtOnce() {
        budget.limit(1000);
        StubLane lane = new StubLane().wants(50);
        lane.then = permit -> {
            permit.answered();
            budget.signal();
        };

        budget.register(lane);

        assertThat(lane.permits).hasSize(50);
    }

    @Test
    void tellsThatPermitsAreShortAndThatTheyNoLongerAre() {
        budget.limit(60);
        StubLane lane = new StubLane().wants(100);
        lane.then = Permit::answered;
        budget.register(lane);
        assertThat(budget.figures().tight()).isFalse();

        time.advance(MINUTE);
        assertThat(budget.figures().tight()).isTrue();

        time.advance(Duration.ofMinutes(5));
        budget.signal();
        assertThat(lane.wants).isZero();
        assertThat(budget.figures().tight()).isFalse();
    }

    @Test
    void figuresTellTheState() {
        budget.limit(200);
        Permit one = budget.tryAcquire().orElseThrow();
        Permit two = budget.tryAcquire().orElseThrow();
        budget.tryAcquire().orElseThrow();
        one.answered();
        two.failed();

        BudgetFigures figures = budget.figures();

        assertThat(figures.limit()).isEqualTo(200);
        assertThat(figures.discovered()).isFalse();
        assertThat(figures.tokens()).isBetween(17.0, 17.001);
        assertThat(figures.underWay()).isEqualTo(1);
        assertThat(figures.lastMinute()).isEqualTo(2);
        assertThat(figures.granted()).isEqualTo(3);
        assertThat(figures.waiting()).isZero();
        assertThat(budget.pausedUntil()).isEmpty();
        assertThat(budget.watchingPaused(START)).isFalse();
    }

    private int takeAll() {
        int taken = 0;
        while (budget.tryAcquire().map(this::answer).isPresent()) {
            taken++;
        }
        return taken;
    }

    private Permit answer(Permit permit) {
        permit.answered();
        return permit;
    }
}
