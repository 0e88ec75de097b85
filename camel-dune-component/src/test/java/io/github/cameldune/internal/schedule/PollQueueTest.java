package io.github.cameldune.internal.schedule;

import static io.github.cameldune.internal.schedule.Answers.BROKEN;
import static io.github.cameldune.internal.schedule.Answers.KEY_REFUSED;
import static io.github.cameldune.internal.schedule.Answers.parse;
import static io.github.cameldune.internal.schedule.Answers.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.StatusClient;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.schedule.learning.Priority;
import io.github.cameldune.internal.schedule.learning.QueryDurations;
import io.github.cameldune.internal.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is polled when, and what becomes of an execution whatever happens. */
class PollQueueTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();
    private final RateLimiter limiter = new RateLimiter("requestsPerMinute", time, time);
    private final QueryDurations durations = new QueryDurations();
    private final Deque<Runnable> pool = new ArrayDeque<>();
    private final List<String> polled = new ArrayList<>();
    private final List<String> answered = new ArrayList<>();
    private Supplier<Answer<ExecutionStatus>> dune = () -> state("PENDING");
    private Throwable poolThrows;
    private final StatusClient client = id -> {
        polled.add(id.value());
        return dune.get();
    };
    private final PollQueue queue = new PollQueue(limiter, this::execute, time, durations, time);

    private void execute(Runnable task) {
        if (poolThrows instanceof Error error) {
            throw error;
        } else if (poolThrows instanceof RuntimeException exception) {
            throw exception;
        }
        pool.add(task);
    }

    private void limit(int requestsPerMinute) {
        limiter.configure("test", requestsPerMinute, 100);
    }

    private void runPool() {
        for (Runnable task = pool.poll(); task != null; task = pool.poll()) {
            task.run();
        }
    }

    private void seconds(double count) {
        time.advance(Duration.ofMillis(Math.round(1000 * count)));
        runPool();
    }

    private static NextPoll after(double seconds) {
        return new NextPoll(Duration.ofMillis(Math.round(1000 * seconds)), Priority.OF_UNKNOWN);
    }

    /** Of an id without a time in it. */
    private PollSubscription subscribe(String id, double first, Supplier<NextPoll> next) {
        return subscribe(id, time.instant(), first, next);
    }

    private PollSubscription subscribe(String id, Instant registered, double first, Supplier<NextPoll> next) {
        return queue.subscribe(client, new ExecutionId(id), registered, new Listener(after(first), any -> next.get()));
    }

    private final class Listener implements PollListener {

        private final NextPoll first;
        private final Function<Answer<ExecutionStatus>, NextPoll> next;
        private boolean urgent;

        private Listener(NextPoll first, Function<Answer<ExecutionStatus>, NextPoll> next) {
            this.first = first;
            this.next = next;
        }

        @Override
        public NextPoll first(PolledExecution poll) {
            return poll.lastPolled().isPresent() ? after(1) : first;
        }

        @Override
        public NextPoll answered(PolledExecution poll, Answer<ExecutionStatus> answer) {
            answered.add(poll.id().value());
            return next.apply(answer);
        }

        @Override
        public boolean isPolledWhileRefused() {
            return urgent;
        }
    }

    @Test
    void pollsWhenDueAndNotBeforeUntilTheListenerWantsNoMore() {
        Deque<NextPoll> next = new ArrayDeque<>(List.of(after(5)));
        subscribe("a", 2, next::poll);

        seconds(1.999);
        assertThat(polled).isEmpty();
        seconds(0.002);
        assertThat(polled).hasSize(1);
        seconds(4.9);
        assertThat(polled).hasSize(1);
        seconds(0.2);
        assertThat(polled).hasSize(2);

        assertThat(queue.size()).isZero();
        assertThat(time.pending()).isZero();
    }

    @Test
    void theIntervalCountsFromTheRequestAndNotFromItsAnswer() {
        subscribe("a", 0, () -> after(5));
        time.advance(Duration.ofSeconds(3));
        runPool();
        seconds(1.9);
        assertThat(polled).hasSize(1);

        seconds(0.2);
        assertThat(polled).hasSize(2);
    }

    @Test
    void whenPermitsAreShortTheOneThatSavesTheMostDelayGoesFirst() {
        limit(10);
        limiter.tryAcquire().orElseThrow().answered(state("PENDING"), "x");
        Instant now = time.instant();
        subscribe("young", now.minusSeconds(4), 0, () -> after(1));
        subscribe("old", now.minusSeconds(400), 0, () -> after(1));

        // neither was polled before: the older one is the staler, then 6.7² ÷ 817 against 17.3² ÷ 34.6
        seconds(7);
        assertThat(polled).containsExactly("old");
        seconds(7);
        assertThat(polled).containsExactly("old", "young");
    }

    @Test
    void priorityOfAListenerDecidesAndTheHighestOfSeveralCounts() {
        durations.restore(42, List.of(1200.0, 1200.0, 1200.0));
        Priority late = durations.after(OptionalLong.of(42), Duration.ZERO);
        limit(10);
        limiter.tryAcquire().orElseThrow().answered(state("PENDING"), "x");
        for (String id : List.of("late", "both")) {
            queue.subscribe(
                    client,
                    new ExecutionId(id),
                    time.instant(),
                    new Listener(new NextPoll(Duration.ZERO, late), any -> null));
        }
        subscribe("both", 0, () -> null);

        seconds(7);

        assertThat(polled).containsExactly("both");
    }

    @Test
    void noMorePollsOfAnExecutionAreInFlightThanOne() {
        PollSubscription subscription = subscribe("a", 0, () -> after(60));
        time.advance(Duration.ofSeconds(10));
        assertThat(pool).hasSize(1);

        subscription.pollNow();
        assertThat(pool).hasSize(1);
        pool.remove().run();
        assertThat(pool).as("once more, since its request was in flight").hasSize(1);
        runPool();
        seconds(59);
        assertThat(polled).hasSize(2);
    }

    @Test
    void pollsAWaitingExecutionNow() {
        PollSubscription subscription = subscribe("a", 1000, () -> after(1000));

        subscription.pollNow();
        runPool();

        assertThat(polled).hasSize(1);
        assertThat(subscription.execution().lastPolled()).contains(time.instant());
        assertThat(subscription.execution().nextPoll()).isEqualTo(time.instant().plusSeconds(1000));
    }

    @Test
    void anExecutionThatIsPolledNowIsStillDueWhenAnotherListenerComes() {
        limit(10);
        subscribe("first", 0, () -> after(1000));
        PollSubscription subscription = subscribe("a", 1000, () -> after(1000));
        subscription.pollNow();
        subscribe("a", 1000, () -> after(1000));

        seconds(10);

        assertThat(polled).hasSize(2);
    }

    @Test
    void cancelledIsNotPolledWhetherItWaitsIsDueOrInFlight() {
        limit(10);
        PollSubscription inFlight = subscribe("in-flight", 0, () -> after(1));
        PollSubscription due = subscribe("due", 0, () -> after(1));
        PollSubscription waiting = subscribe("waiting", 100, () -> after(1));

        assertThat(List.of(inFlight, due, waiting))
                .allMatch(PollSubscription::cancel)
                .noneMatch(PollSubscription::cancel);
        waiting.pollNow();
        runPool();
        seconds(1000);

        assertThat(polled).hasSize(1);
        assertThat(answered).isEmpty();
        assertThat(queue.size()).isZero();
        assertThat(limiter.snapshot().inFlight()).isZero();
    }

    @Test
    void cancellingTwiceLeavesALaterSubscriptionOfTheSameExecutionAlone() {
        PollSubscription first = subscribe("a", 5, () -> null);
        first.cancel();
        PollSubscription second = subscribe("a", 5, () -> after(5));

        assertThat(first.cancel()).isFalse();
        subscribe("a", 5, () -> after(5));
        seconds(5);

        assertThat(polled).as("by the two that are left, together").hasSize(1);
        assertThat(queue.size()).isOne();
        assertThat(second.cancel()).isTrue();
    }

    @Test
    void listenersOfOneExecutionShareItsPollsAndTheEarliestDecides() {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String name = "listener " + i;
            int interval = i == 7 ? 5 : 30;
            queue.subscribe(client, new ExecutionId("a"), time.instant(), new Listener(after(0), answer -> {
                told.add(name);
                return answer.value().isTerminal() ? null : after(interval);
            }));
        }
        runPool();
        assertThat(polled).hasSize(1);
        assertThat(told).hasSize(50).doesNotHaveDuplicates();

        dune = () -> state("COMPLETED");
        seconds(5);

        assertThat(polled).hasSize(2);
        assertThat(told).hasSize(100);
        assertThat(queue.size()).isZero();
    }

    @Test
    void aListenerThatComesLaterBringsThePollForward() {
        subscribe("a", 0, () -> after(30));
        runPool();
        seconds(10);

        // one second after the last poll, which is now
        subscribe("a", 0, () -> null);
        runPool();

        assertThat(polled).hasSize(2);
        assertThat(queue.size()).isOne();
    }

    @Test
    void differentClientsShareNothing() {
        subscribe("a", 0, () -> null);
        queue.subscribe(id -> dune.get(), new ExecutionId("a"), time.instant(), new Listener(after(0), answer -> null));

        assertThat(queue.size()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(classes = {RejectedExecutionException.class, OutOfMemoryError.class, IllegalStateException.class})
    void losesNeitherExecutionNorPermitWhateverThePoolThrows(Class<? extends Throwable> thrown) throws Exception {
        limit(600);
        poolThrows = thrown.getConstructor(String.class).newInstance("on purpose");
        subscribe("a", 0, () -> null);
        assertThat(limiter.snapshot().inFlight()).isZero();
        assertThat(limiter.snapshot().tokens()).isEqualTo(60);

        poolThrows = null;
        seconds(11);

        assertThat(polled).containsExactly("a");
    }

    @Test
    void pollsAgainAfterTheClientOrAListenerThrewAndGivesThePermitBack() {
        Deque<Supplier<NextPoll>> next = new ArrayDeque<>(List.of(
                () -> {
                    throw new IllegalStateException("a bug");
                },
                () -> {
                    throw new StackOverflowError("a bug");
                },
                () -> null));
        subscribe("a", 0, () -> next.remove().get());
        dune = () -> {
            throw new IllegalStateException("another bug");
        };
        runPool();
        assertThat(limiter.snapshot().inFlight()).isZero();

        dune = () -> BROKEN;
        seconds(11);
        seconds(11);
        seconds(11);

        assertThat(answered).hasSize(3);
        assertThat(queue.size()).isZero();
        assertThat(limiter.snapshot().inFlight()).isZero();
    }

    @Test
    void aListenerThatThrowsKeepsNoOtherFromItsAnswer() {
        subscribe("a", 0, () -> {
            throw new IllegalStateException("a bug");
        });
        subscribe("a", 0, () -> null);

        runPool();

        assertThat(answered).hasSize(2);
    }

    @Test
    void countsErrorsUntilAStatus() {
        PollSubscription subscription = subscribe("a", 0, () -> after(1));
        dune = () -> BROKEN;
        runPool();
        seconds(1);
        assertThat(subscription.execution().errorsInARow()).isEqualTo(2);

        dune = () -> state("PENDING");
        seconds(1);

        assertThat(subscription.execution().errorsInARow()).isZero();
    }

    @Test
    void anUrgentListenerIsPolledWhileTheKeyIsRefusedAndTheOthersWait() {
        dune = () -> KEY_REFUSED;
        subscribe("a", 0, () -> after(1));
        runPool();
        subscribe("b", 0, () -> after(1));
        Listener urgent = new Listener(after(0), answer -> null);
        urgent.urgent = true;
        queue.subscribe(client, new ExecutionId("c"), time.instant(), urgent);

        seconds(5);

        assertThat(polled).containsExactly("a", "c");
    }

    @Test
    void ageCountsFromTheIdElseFromAStatusElseFromTheRegistration() {
        // 2026-01-01T00:00:00Z, START
        ExecutionId ulid = new ExecutionId("01KDVDNQ00ABCDEFGHJKMNPQRS");
        Instant start = ulid.submittedAt().orElseThrow();
        time.advance(Duration.between(time.instant(), start).plusSeconds(100));
        PollSubscription ofUlid =
                queue.subscribe(client, ulid, time.instant(), new Listener(after(50), answer -> null));
        PollSubscription opaque = subscribe("opaque", time.instant().minusSeconds(30), 0, () -> after(50));
        assertThat(ofUlid.execution().age()).isEqualTo(Duration.ofSeconds(100));
        assertThat(opaque.execution().age()).isEqualTo(Duration.ofSeconds(30));

        Instant submitted = time.instant().minusSeconds(70);
        dune = () -> Answer.ok(
                parse("{\"state\":\"QUERY_STATE_PENDING\",\"submitted_at\":\"" + submitted + "\"}"), 200, null);
        runPool();

        assertThat(opaque.execution().age()).isEqualTo(Duration.ofSeconds(70));
        assertThat(opaque.execution().submittedAt()).isEqualTo(submitted);
    }

    @Test
    void ageIsZeroForASubmissionInTheFuture() {
        PollSubscription subscription = subscribe("a", time.instant().plusSeconds(60), 0, () -> after(1));

        assertThat(subscription.execution().age()).isZero();
    }

    @Test
    void learnsDurationsFromDunesTimestampsAloneWhateverTheLocalClockSays() {
        dune = () -> Answer.ok(
                parse("{\"state\":\"QUERY_STATE_COMPLETED\",\"query_id\":42,"
                        + "\"submitted_at\":\"2031-05-01T00:00:00Z\",\"execution_ended_at\":\"2031-05-01T00:00:05Z\"}"),
                200,
                null);
        for (int i = 0; i < 3; i++) {
            subscribe("execution-" + i, 0, () -> null);
            seconds(50);
        }

        assertThat(durations.durations(42)).containsExactly(5.0, 5.0, 5.0);
    }

    @Test
    void correctsAgesByTheDateOfAnswersWithinAnHour() {
        PollSubscription subscription = subscribe("a", 0, () -> after(1));
        for (Map.Entry<Duration, Duration> ahead : Map.of(
                        Duration.ofMinutes(5), Duration.ofMinutes(5),
                        Duration.ofSeconds(1), Duration.ZERO,
                        Duration.ofHours(2), Duration.ZERO)
                .entrySet()) {
            dune = () ->
                    Answer.ok(Answers.status("PENDING"), 200, time.instant().plus(ahead.getKey()));
            seconds(1);
            if (!ahead.getKey().equals(Duration.ofHours(2))) {
                Duration registeredFor = Duration.between(VirtualTime.START, time.instant());
                assertThat(subscription.execution().age())
                        .isBetween(
                                registeredFor.plus(ahead.getValue()),
                                registeredFor.plus(ahead.getValue()).plus(SECOND));
            }
        }
    }

    @Test
    void agreesWithASimpleModelUnderRandomOperations() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("PollQueueTest seed=" + seed);
        Random random = new Random(seed);
        Map<String, PollSubscription> subscriptions = new HashMap<>();
        Map<String, Double> dueAt = new HashMap<>();
        for (int step = 0; step < 5_000; step++) {
            String id = "id" + random.nextInt(20);
            double now = time.seconds();
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (!subscriptions.containsKey(id)) {
                        double first = random.nextInt(5);
                        dueAt.put(id, now + first);
                        subscriptions.put(id, subscribe(id, first, () -> {
                            double next = random.nextInt(20);
                            assertThat(time.seconds()).as(id).isEqualTo(dueAt.get(id));
                            if (next == 0) {
                                dueAt.remove(id);
                                subscriptions.remove(id);
                                return null;
                            }
                            dueAt.put(id, time.seconds() + next);
                            return after(next);
                        }));
                    }
                }
                case 1 -> {
                    PollSubscription subscription = subscriptions.remove(id);
                    if (subscription != null) {
                        assertThat(subscription.cancel()).isTrue();
                        dueAt.remove(id);
                    }
                }
                case 2 -> {
                    if (subscriptions.containsKey(id)) {
                        dueAt.put(id, now);
                        subscriptions.get(id).pollNow();
                    }
                }
                default -> time.advance(SECOND);
            }
            // with no limit, what is due is polled at once
            runPool();
            assertThat(dueAt.values()).allMatch(due -> due > time.seconds());
            assertThat(queue.size()).isEqualTo(subscriptions.size());
        }
        assertThat(polled).hasSizeGreaterThan(100);
    }
}
