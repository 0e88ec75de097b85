package io.github.cameldune.internal.watch;

import static io.github.cameldune.internal.schedule.Answers.BROKEN;
import static io.github.cameldune.internal.schedule.Answers.UNKNOWN;
import static io.github.cameldune.internal.schedule.Answers.state;
import static io.github.cameldune.internal.watch.Watching.ID;
import static io.github.cameldune.internal.watch.Watching.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.schedule.Answers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A watch from its beginning to its end, in virtual time. */
class WatcherTest {

    private final Watching watching = new Watching();

    @Test
    void deliversEachTransitionAndForgetsTheExecutionAtItsEnd() {
        watching.answers(ID, state("PENDING"), state("PENDING"), state("EXECUTING"), state("COMPLETED"));
        watching.add(ID);

        watching.seconds(10);

        assertThat(watching.deliveredStates()).containsExactly("PENDING", "EXECUTING", "COMPLETED");
        assertThat(watching.polled).hasSize(4);
        assertThat(watching.map).isEmpty();
        assertThat(watching.watcher().size()).isZero();
        assertThat(watching.queue.size()).isZero();
    }

    @Test
    void goesOnWhereTheStoreSaysAfterARestart() {
        watching.answers(ID, state("PENDING"), state("EXECUTING"));
        watching.add(ID);
        watching.seconds(2);
        watching.restart();
        watching.answers(ID, state("EXECUTING"), state("FAILED"));

        watching.seconds(3);

        assertThat(watching.deliveredStates()).containsExactly("PENDING", "EXECUTING", "FAILED");
        assertThat(watching.delivered.get(2).previousState()).isEqualTo("QUERY_STATE_EXECUTING");
    }

    @Test
    void deliversAgainAfterARestartWhatTheRouteRejected() {
        watching.answers(ID, state("PENDING"), state("COMPLETED"));
        watching.route = event -> "rejected";
        watching.add(ID);
        watching.seconds(3);
        watching.restart();
        watching.route = event -> null;

        watching.seconds(3);

        assertThat(watching.delivered).extracting(Transition::eventId).contains("opaque-1:QUERY_STATE_COMPLETED");
        assertThat(watching.map).isEmpty();
    }

    @Test
    void deliversInOrderWhatTheRouteRejectsAtFirst() {
        watching.answers(ID, state("PENDING"), state("EXECUTING"), state("COMPLETED"));
        watching.route = event -> watching.delivered.size() < 4 ? "rejected" : null;
        watching.add(ID);

        watching.seconds(10);

        assertThat(watching.deliveredStates())
                .containsExactly("PENDING", "PENDING", "PENDING", "PENDING", "EXECUTING", "COMPLETED");
        assertThat(watching.map).isEmpty();
    }

    @Test
    void expiresAWatchAfterItsTimeoutWithTheLastState() {
        watching.answers(ID, state("EXECUTING"));
        watching.add(ID);

        watching.seconds(599);
        assertThat(watching.expired).isEmpty();
        watching.seconds(2);

        assertThat(watching.expired).singleElement().satisfies(expiry -> {
            assertThat(expiry.unknownExecution()).isFalse();
            assertThat(expiry.after()).isEqualTo(Watching.TIMEOUT);
            assertThat(expiry.watch().lastState()).isEqualTo("QUERY_STATE_EXECUTING");
        });
        assertThat(watching.map).isEmpty();
        assertThat(watching.watcher().size()).isZero();
        assertThat(watching.list.counts().watchesExpired()).isOne();
    }

    @Test
    void pollsAWatchWhoseTimeoutPassedWhileNoProcessRan() {
        watching.answers(ID, state("COMPLETED")).answers(OTHER, state("EXECUTING"));
        watching.add(ID);
        watching.add(OTHER);
        watching.time.advance(Duration.ofDays(3));

        watching.seconds(3);

        assertThat(watching.deliveredStates()).containsExactlyInAnyOrder("COMPLETED", "EXECUTING");
        assertThat(watching.expired)
                .extracting(expiry -> expiry.watch().executionId())
                .containsExactly(OTHER);
        assertThat(watching.map).isEmpty();
    }

    @Test
    void expiresAWatchThatCannotBeReadForTwiceItsTimeoutSinceItWasReadLast() {
        watching.answers(ID, state("EXECUTING"), BROKEN);
        watching.add(ID);

        watching.seconds(1195);
        assertThat(watching.expired).isEmpty();
        watching.seconds(10);

        assertThat(watching.expired).hasSize(1);
        assertThat(watching.map).isEmpty();
    }

    @Test
    void expiresAWatchOnceDuneDoesNotKnowItThreeTimesInARowOverAMinute() {
        watching.answers(ID, UNKNOWN, UNKNOWN, BROKEN, UNKNOWN);
        watching.add(ID);

        watching.seconds(61);
        assertThat(watching.expired).isEmpty();
        watching.seconds(4);

        assertThat(watching.expired).singleElement().satisfies(expiry -> {
            assertThat(expiry.unknownExecution()).isTrue();
            assertThat(expiry.lastError().statusCode()).isEqualTo(404);
        });
        assertThat(watching.map).isEmpty();
    }

    @Test
    void marksAPinnedExecutionAsEndedSoThatARestartDoesNotDeliverItAgain() {
        watching.pinned = Set.of(ID);
        watching.answers(ID, state("COMPLETED"));
        watching.seconds(2);
        assertThat(watching.stored(ID)).contains("\"ended\":true");
        watching.restart();

        watching.seconds(20);

        assertThat(watching.polled).hasSize(1);
        assertThat(watching.delivered).hasSize(1);
    }

    @Test
    void removesTheMarkOfAnExecutionThatIsPinnedNoMore() {
        watching.pinned = Set.of(ID);
        watching.answers(ID, state("COMPLETED")).answers(OTHER, state("EXECUTING"));
        watching.seconds(2);
        watching.restart();
        watching.pinned = Set.of(OTHER);

        watching.seconds(1);

        assertThat(watching.map).containsOnlyKeys("list/opaque-2");
    }

    @Test
    void watchesAgainWhatIsAddedAgainAfterItsEnd() {
        watching.pinned = Set.of(ID);
        watching.answers(ID, state("COMPLETED"));
        watching.seconds(2);

        assertThat(watching.add(ID)).isTrue();
        watching.seconds(2);

        assertThat(watching.deliveredStates()).containsExactly("COMPLETED", "COMPLETED");
    }

    @Test
    void recordsSilentlyWhatIsNotSelected() {
        watching.states = "terminal";
        watching.answers(ID, state("PENDING"), state("EXECUTING"), state("EXECUTING"), state("FAILED"));
        watching.add(ID);

        watching.seconds(2);
        assertThat(watching.stored(ID)).contains("QUERY_STATE_EXECUTING");
        watching.seconds(3);

        assertThat(watching.delivered).singleElement().satisfies(transition -> assertThat(transition.previousState())
                .isEqualTo("QUERY_STATE_EXECUTING"));
        assertThat(watching.watcher().takeEmitted()).isEqualTo(1);
        assertThat(watching.watcher().takeEmitted()).isZero();
    }

    @Test
    void aLongQueryWaitsForAnUnknownOneWhenPermitsAreShortAlsoAfterARestart() {
        watching.map.put("dune:durations/42", "{\"seconds\":[1200.0,1200.0,1200.0]}");
        watching.adaptive = true;
        watching.limit(10);
        watching.answers(ID, state("EXECUTING")).answers(OTHER, state("EXECUTING"));
        watching.add(OTHER);
        watching.seconds(1);
        watching.add(ID, 42L);

        watching.seconds(15);
        watching.restart();
        watching.limit(10);
        watching.seconds(15);

        assertThat(watching.polled).filteredOn(OTHER::equals).hasSizeGreaterThanOrEqualTo(5);
        assertThat(watching.polled).filteredOn(ID::equals).hasSizeLessThanOrEqualTo(1);
        watching.list.remove(OTHER);
        watching.seconds(60);
        assertThat(watching.polled).endsWith(ID);
    }

    @Test
    void learnedDurationsSurviveARestart() {
        watching.adaptive = true;
        for (int i = 0; i < 3; i++) {
            ExecutionId id = new ExecutionId("execution-" + i);
            watching.answers(
                    id,
                    Answer.ok(
                            Answers.parse("{\"state\":\"QUERY_STATE_COMPLETED\",\"query_id\":42,"
                                    + "\"submitted_at\":\"2026-01-01T00:00:00Z\","
                                    + "\"execution_ended_at\":\"2026-01-01T00:01:40Z\"}"),
                            200,
                            null));
            watching.add(id);
        }
        watching.seconds(2);
        assertThat(watching.map).containsOnly(Map.entry("dune:durations/42", "{\"seconds\":[100.0,100.0,100.0]}"));
        watching.restart();
        assertThat(watching.durations.durations(42)).isEmpty();

        watching.answers(ID, state("PENDING"));
        watching.add(ID);
        watching.seconds(1);

        assertThat(watching.durations.durations(42)).isEqualTo(List.of(100.0, 100.0, 100.0));
    }

    @Test
    void losesNothingThatWasFoundWhilePaused() {
        watching.answers(ID, state("PENDING"), state("COMPLETED"));
        watching.add(ID);
        watching.watcher().tick();
        watching.watcher().pause();
        watching.deliver();
        assertThat(watching.delivered).isEmpty();
        watching.time.advance(Duration.ofSeconds(5));
        assertThat(watching.polled).hasSize(1);

        watching.watcher().open();
        watching.seconds(2);

        assertThat(watching.deliveredStates()).containsExactly("PENDING", "COMPLETED");
    }

    @Test
    void opensTwiceWithoutPollingTwice() {
        watching.answers(ID, state("EXECUTING"));
        watching.add(ID);
        watching.seconds(1);

        watching.watcher().open();
        watching.watcher().pause();
        int polled = watching.polled.size();
        watching.time.advance(Duration.ofMinutes(5));

        assertThat(watching.polled).hasSize(polled);
        assertThat(watching.queue.size()).isZero();
    }

    @Test
    void aTransitionThatIsNotSelectedSaysNothingAboutARouteThatRejectsAll() {
        Answer<ExecutionStatus> ended = state("FAILED");
        List<ExecutionId> rejected = IntStream.range(0, 20)
                .mapToObj(number -> new ExecutionId("rejected-" + number))
                .toList();
        watching.states = "terminal";
        watching.route = event -> "the queue is down";
        rejected.forEach(id -> watching.answers(id, ended).add(id));
        watching.seconds(2);
        int attempts = watching.delivered.size();

        // from state to state, each of which is recorded silently
        Stream.of(ID, OTHER).forEach(id -> watching.answers(
                        id, state("PENDING"), state("EXECUTING"), state("PENDING"), state("EXECUTING"))
                .add(id));
        watching.seconds(10);

        assertThat(watching.stored(ID)).contains("EXECUTING");
        assertThat(watching.delivered.size() - attempts)
                .as("one try at a time, with backoff")
                .isLessThanOrEqualTo(10);
    }
}
