package io.github.cameldune.watch;

import static io.github.cameldune.watch.Watching.BROKEN;
import static io.github.cameldune.watch.Watching.ID;
import static io.github.cameldune.watch.Watching.UNKNOWN;
import static io.github.cameldune.watch.Watching.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.Answer;
import io.github.cameldune.client.ExecutionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting for the ends of executions, in virtual time. */
class AwaiterTest {

    private static final ExecutionId OTHER = new ExecutionId("opaque-2");

    private final Watching dune = new Watching();
    private final List<String> told = new ArrayList<>();
    private final Awaiter awaiter = new Awaiter(new Awaiter.Setup(
            dune,
            dune.budget,
            dune.planner(),
            dune.history,
            Runnable::run,
            2,
            Duration.ofSeconds(30),
            dune.time,
            dune.time));

    private Awaiter.Waiting waiting(String name) {
        return new Awaiter.Waiting() {
            @Override
            public void over(Answer answer) {
                told.add(name + (answer instanceof Answer.Known ? " ended" : " refused"));
            }

            @Override
            public void timedOut(String lastState, Duration after) {
                told.add(name + " timed out at " + lastState);
            }
        };
    }

    @Test
    void asksAtOnceAndTellsTheEndOnce() {
        dune.answers(ID, state("PENDING"), BROKEN, UNKNOWN, UNKNOWN, state("COMPLETED"));
        awaiter.open();

        awaiter.await(ID, OptionalLong.empty(), waiting("a"));
        assertThat(dune.asked).hasSize(1);
        dune.time.advance(Duration.ofMinutes(2));

        assertThat(told).containsExactly("a ended");
        assertThat(dune.asked).hasSize(5);
        assertThat(dune.time.pending()).isZero();
    }

    @Test
    void tellsEachOfSeveralThatWaitForTheSameExecution() {
        dune.answers(ID, state("COMPLETED"));
        awaiter.open();

        awaiter.await(ID, OptionalLong.empty(), waiting("a"));
        awaiter.await(ID, OptionalLong.empty(), waiting("b"));

        assertThat(told).containsExactly("a ended", "b ended");
    }

    @Test
    void timesOutWithTheStateSeenLast() {
        dune.answers(ID, state("EXECUTING")).answers(OTHER, BROKEN);
        awaiter.open();

        awaiter.await(ID, OptionalLong.empty(), waiting("a"));
        awaiter.await(OTHER, OptionalLong.empty(), waiting("b"));
        dune.time.advance(Duration.ofSeconds(29));
        assertThat(told).isEmpty();
        dune.time.advance(Duration.ofSeconds(2));

        assertThat(told).containsExactlyInAnyOrder("a timed out at QUERY_STATE_EXECUTING", "b timed out at null");
        int asked = dune.asked.size();
        dune.time.advance(Duration.ofMinutes(5));
        assertThat(dune.asked).hasSize(asked);
    }

    @Test
    void givesUpOnAnExecutionThatDuneDoesNotKnowThreeTimesInARow() {
        dune.answers(ID, UNKNOWN);
        awaiter.open();

        awaiter.await(ID, OptionalLong.empty(), waiting("a"));
        dune.time.advance(Duration.ofSeconds(20));

        assertThat(told).containsExactly("a refused");
        assertThat(dune.asked).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403})
    void tellsAtOnceThatTheKeyIsRefused(int code) {
        dune.answers(ID, new Answer.Refused(code, null, ""));
        awaiter.open();

        awaiter.await(ID, OptionalLong.empty(), waiting("a"));

        assertThat(told).containsExactly("a refused");
    }

    @Test
    void tellsTheOthersThoughOneCannotBeTold() {
        dune.answers(ID, state("EXECUTING")).answers(OTHER, state("EXECUTING"));
        awaiter.open();
        awaiter.await(ID, OptionalLong.empty(), new Awaiter.Waiting() {
            @Override
            public void over(Answer answer) {}

            @Override
            public void timedOut(String lastState, Duration after) {
                throw new IllegalStateException("cannot be told");
            }
        });
        dune.time.advance(Duration.ofSeconds(1));
        awaiter.await(OTHER, OptionalLong.empty(), waiting("b"));

        try {
            dune.time.advance(Duration.ofSeconds(40));
        } catch (IllegalStateException e) {
            // the timer's thread would have had it
            dune.time.advance(Duration.ofSeconds(40));
        }

        assertThat(told).containsExactly("b timed out at QUERY_STATE_EXECUTING");
    }

    @Test
    void asksAndTellsNobodyOnceClosed() {
        dune.answers(ID, state("EXECUTING"));
        awaiter.open();
        awaiter.await(ID, OptionalLong.empty(), waiting("a"));

        awaiter.close();
        dune.time.advance(Duration.ofMinutes(5));

        assertThat(told).isEmpty();
        assertThat(dune.asked).hasSize(1);
        assertThat(dune.time.pending()).isZero();
    }

    @Test
    void whereRequestsAreShortOneWhoseQueryIsKnownToTakeLongIsAskedAboutLater() {
        for (int i = 0; i < 3; i++) {
            dune.history.finished(42, Duration.ofMinutes(20));
        }
        dune.adaptive = true;
        dune.budget.limit(10);
        dune.budget.tryAcquire().orElseThrow();
        Awaiter adaptive = new Awaiter(new Awaiter.Setup(
                dune,
                dune.budget,
                dune.planner(),
                dune.history,
                Runnable::run,
                2,
                Duration.ofMinutes(30),
                dune.time,
                dune.time));
        dune.answers(ID, state("EXECUTING")).answers(OTHER, state("EXECUTING"));
        adaptive.open();

        adaptive.await(ID, OptionalLong.of(42), waiting("known"));
        adaptive.await(OTHER, OptionalLong.empty(), waiting("unknown"));
        dune.time.advance(Duration.ofSeconds(25));

        assertThat(dune.asked).hasSize(3).containsOnly(OTHER);
        adaptive.close();
    }
}
