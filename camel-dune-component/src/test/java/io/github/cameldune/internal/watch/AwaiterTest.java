package io.github.cameldune.internal.watch;

import static io.github.cameldune.internal.schedule.Answers.BILLING_LIMIT;
import static io.github.cameldune.internal.schedule.Answers.BROKEN;
import static io.github.cameldune.internal.schedule.Answers.KEY_REFUSED;
import static io.github.cameldune.internal.schedule.Answers.MISDIRECTED;
import static io.github.cameldune.internal.schedule.Answers.UNKNOWN;
import static io.github.cameldune.internal.schedule.Answers.state;
import static io.github.cameldune.internal.watch.Watching.ID;
import static io.github.cameldune.internal.watch.Watching.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.time.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Waiting for the ends of executions, in virtual time. */
class AwaiterTest {

    private final Watching dune = new Watching();
    private final List<String> called = new ArrayList<>();

    private Cancellable await(ExecutionId id, String name) {
        Awaiter awaiter = new Awaiter(dune, dune.queue, dune.schedule(), dune.time, dune.time);
        return awaiter.await(id, OptionalLong.empty(), Duration.ofSeconds(90), new Awaiter.Callback() {
            @Override
            public void ended(Answer<ExecutionStatus> answer) {
                called.add(name + " " + answer.verdict().label());
            }

            @Override
            public void timedOut(String lastState, Answer<ExecutionStatus> lastError, Duration after) {
                called.add(name + " timed out at " + lastState + " after " + after.toSeconds() + " s, "
                        + (lastError == null ? "no error" : lastError.verdict().label()));
            }
        });
    }

    @Test
    void pollsAtOnceAndTellsTheEndOnce() {
        dune.answers(ID, state("PENDING"), BROKEN, UNKNOWN, UNKNOWN, state("COMPLETED"));

        await(ID, "a");
        assertThat(dune.polled).hasSize(1);
        dune.time.advance(Duration.ofMinutes(2));

        assertThat(called).containsExactly("a ok");
        assertThat(dune.polled).hasSize(5);
        assertThat(dune.time.pending()).isZero();
        assertThat(dune.queue.size()).isZero();
    }

    @Test
    void fiftyWaitsForOneExecutionShareItsPollsWithItsWatchToo() {
        dune.answers(ID, state("PENDING"), state("EXECUTING"), state("EXECUTING"), state("COMPLETED"));
        dune.add(ID);
        dune.seconds(1);
        for (int i = 0; i < 50; i++) {
            await(ID, "wait " + i);
        }

        dune.seconds(5);

        assertThat(called).hasSize(50).doesNotHaveDuplicates().allMatch(call -> call.endsWith(" ok"));
        assertThat(dune.deliveredStates()).containsExactly("PENDING", "EXECUTING", "COMPLETED");
        assertThat(dune.polled).hasSize(4);
    }

    @Test
    void timesOutWithTheStateSeenLastOrTheErrorThatHeldItUp() {
        dune.answers(ID, state("EXECUTING")).answers(OTHER, state("PENDING"), MISDIRECTED);

        await(ID, "a");
        await(OTHER, "b");
        dune.time.advance(Duration.ofMillis(89_999));
        assertThat(called).isEmpty();
        dune.time.advance(Duration.ofMillis(2));

        assertThat(called)
                .containsExactlyInAnyOrder(
                        "a timed out at QUERY_STATE_EXECUTING after 90 s, no error",
                        "b timed out at QUERY_STATE_PENDING after 90 s, misdirected");
        assertThat(dune.queue.size()).isZero();
    }

    @Test
    void endsOnceDuneDoesNotKnowTheExecutionThreeTimesInARowOverAMinute() {
        dune.answers(ID, UNKNOWN);

        await(ID, "a");
        dune.time.advance(Duration.ofSeconds(59));
        assertThat(called).isEmpty();
        dune.time.advance(Duration.ofSeconds(2));

        assertThat(called).containsExactly("a unknown execution");
    }

    @Test
    void tellsAtOnceThatTheKeyIsRefusedTheSecondTimeToo() {
        dune.answers(ID, KEY_REFUSED).answers(OTHER, BILLING_LIMIT);

        await(ID, "a");
        await(ID, "b");
        await(OTHER, "c");

        assertThat(called).containsExactly("a key refused", "b key refused", "c billing limit");
    }

    @Test
    void cancelledWaitIsToldNothingAndCostsNoMoreRequests() {
        dune.answers(ID, state("EXECUTING"));
        Cancellable wait = await(ID, "a");

        assertThat(wait.cancel()).isTrue();
        assertThat(wait.cancel()).isFalse();
        dune.time.advance(Duration.ofMinutes(5));

        assertThat(called).isEmpty();
        assertThat(dune.polled).hasSize(1);
        assertThat(dune.time.pending()).isZero();
        assertThat(dune.queue.size()).isZero();
    }

    @Test
    void aLongQueryWaitsForAnUnknownOneWhenPermitsAreShort() {
        dune.durations.restore(42, List.of(1200.0, 1200.0, 1200.0));
        dune.adaptive = true;
        dune.limit(10);
        dune.limiter.tryAcquire().orElseThrow();
        dune.answers(ID, state("EXECUTING")).answers(OTHER, state("EXECUTING"));

        Awaiter awaiter = new Awaiter(dune, dune.queue, dune.schedule(), dune.time, dune.time);
        Awaiter.Callback ignored = new Awaiter.Callback() {
            @Override
            public void ended(Answer<ExecutionStatus> answer) {}

            @Override
            public void timedOut(String lastState, Answer<ExecutionStatus> lastError, Duration after) {}
        };
        awaiter.await(ID, OptionalLong.of(42), Duration.ofMinutes(30), ignored);
        awaiter.await(OTHER, OptionalLong.empty(), Duration.ofMinutes(30), ignored);
        dune.time.advance(Duration.ofSeconds(16));

        assertThat(dune.polled).containsExactly(OTHER, OTHER);
    }
}
