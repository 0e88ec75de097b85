package io.github.cameldune.watch;

import static io.github.cameldune.watch.Watching.BROKEN;
import static io.github.cameldune.watch.Watching.ID;
import static io.github.cameldune.watch.Watching.UNKNOWN;
import static io.github.cameldune.watch.Watching.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.ExecutionId;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A watch from its beginning to its end, in virtual time. */
class WatcherTest {

    private static final ExecutionId OTHER = new ExecutionId("opaque-2");

    private final Watching watching = new Watching();

    @Test
    void tellsEachTransitionAndForgetsTheExecutionAtItsEnd() {
        watching.answers(ID, state("PENDING"), state("PENDING"), state("EXECUTING"), state("COMPLETED"));
        watching.add(ID);

        watching.seconds(10);

        assertThat(watching.toldStates()).containsExactly("PENDING", "EXECUTING", "COMPLETED");
        assertThat(watching.asked).hasSize(4);
        assertThat(watching.map).isEmpty();
        assertThat(watching.watcher().size()).isZero();
    }

    @Test
    void goesOnWhereTheStoreSaysAfterARestart() {
        watching.answers(ID, state("PENDING"), state("EXECUTING"));
        watching.add(ID);
        watching.seconds(2);
        watching.restart();
        watching.answers(ID, state("EXECUTING"), state("FAILED"));

        watching.seconds(3);

        assertThat(watching.toldStates()).containsExactly("PENDING", "EXECUTING", "FAILED");
        assertThat(watching.told.get(2).previousState()).isEqualTo("QUERY_STATE_EXECUTING");
    }

    @Test
    void tellsAgainAfterARestartWhatWasFoundAndNotTaken() {
        watching.answers(ID, state("PENDING"), state("COMPLETED"));
        watching.takes = transition -> false;
        watching.add(ID);
        watching.seconds(3);
        watching.restart();
        watching.takes = transition -> true;

        watching.seconds(3);

        assertThat(watching.told).extracting(Transition::eventId).contains("opaque-1:QUERY_STATE_COMPLETED");
        assertThat(watching.map).isEmpty();
    }

    @Test
    void endsAWatchAfterItsTimeoutWithTheLastState() {
        watching.answers(ID, state("EXECUTING"));
        watching.add(ID);

        watching.seconds(600);
        assertThat(watching.ended).isEmpty();
        watching.seconds(2);

        assertThat(watching.ended).singleElement().satisfies(end -> {
            assertThat(end.unknown()).isNull();
            assertThat(end.after()).isEqualTo(Duration.ofMinutes(10));
            assertThat(end.watch().lastState()).isEqualTo("QUERY_STATE_EXECUTING");
        });
        assertThat(watching.map).isEmpty();
        assertThat(watching.watcher().size()).isZero();
    }

    @Test
    void asksOnceAboutAWatchWhoseTimeoutPassedWhileItWasDown() {
        watching.answers(ID, state("COMPLETED"));
        watching.add(ID);
        watching.time.advance(Duration.ofDays(3));

        watching.seconds(3);

        assertThat(watching.toldStates()).containsExactly("COMPLETED");
        assertThat(watching.ended).isEmpty();
    }

    @Test
    void endsSuchAWatchWhenItGoesOnOrCannotBeAskedAbout() {
        watching.answers(ID, state("EXECUTING")).answers(OTHER, BROKEN);
        watching.add(ID);
        watching.add(OTHER);
        watching.time.advance(Duration.ofDays(3));

        watching.seconds(3);

        assertThat(watching.toldStates()).containsExactly("EXECUTING");
        assertThat(watching.ended).extracting(end -> end.watch().executionId()).containsExactlyInAnyOrder(ID, OTHER);
        assertThat(watching.map).isEmpty();
    }

    @Test
    void endsAWatchOfAnExecutionThatDuneDoesNotKnowThreeTimesInARow() {
        watching.answers(ID, UNKNOWN, UNKNOWN, BROKEN, UNKNOWN, UNKNOWN, UNKNOWN);
        watching.add(ID);

        watching.seconds(20);

        assertThat(watching.asked).hasSize(6);
        assertThat(watching.ended)
                .singleElement()
                .satisfies(end -> assertThat(end.unknown().statusCode()).isEqualTo(404));
        assertThat(watching.map).isEmpty();
    }

    @Test
    void marksAnExecutionOfTheOptionAsEndedSoThatARestartDoesNotTellItAgain() {
        watching.kept = Set.of(ID);
        watching.answers(ID, state("COMPLETED"));
        watching.seconds(2);
        assertThat(watching.stored(ID)).contains("\"ended\":true");
        watching.restart();

        watching.seconds(20);

        assertThat(watching.asked).hasSize(1);
        assertThat(watching.told).hasSize(1);
    }

    @Test
    void removesTheMarkOfAnExecutionThatTheOptionNamesNoMore() {
        watching.kept = Set.of(ID);
        watching.answers(ID, state("COMPLETED")).answers(OTHER, state("EXECUTING"));
        watching.seconds(2);
        watching.restart();
        watching.kept = Set.of(OTHER);

        watching.seconds(1);

        assertThat(watching.map).containsOnlyKeys("list/opaque-2");
    }

    @Test
    void watchesAgainWhatIsAddedAgainAfterItsEnd() {
        watching.kept = Set.of(ID);
        watching.answers(ID, state("COMPLETED"));
        watching.seconds(2);

        assertThat(watching.add(ID)).isTrue();
        watching.seconds(2);

        assertThat(watching.toldStates()).containsExactly("COMPLETED", "COMPLETED");
    }

    @Test
    void recordsSilentlyWhatIsNotSelected() {
        watching.states = "terminal";
        watching.answers(ID, state("PENDING"), state("EXECUTING"), state("FAILED"));
        watching.add(ID);

        watching.seconds(2);
        assertThat(watching.stored(ID)).contains("QUERY_STATE_EXECUTING");
        watching.seconds(2);

        assertThat(watching.told).singleElement().satisfies(transition -> assertThat(transition.previousState())
                .isEqualTo("QUERY_STATE_EXECUTING"));
        assertThat(watching.watcher().takeEmitted()).isEqualTo(1);
    }

    @Test
    void whereRequestsAreShortOneWhoseQueryIsKnownToTakeLongWaitsAlsoAfterARestart() {
        for (int i = 0; i < 3; i++) {
            watching.history.finished(42, Duration.ofMinutes(20));
        }
        watching.adaptive = true;
        watching.budget.limit(10);
        watching.answers(ID, state("EXECUTING")).answers(OTHER, state("EXECUTING"));
        watching.add(OTHER);
        watching.seconds(1);
        watching.add(ID, 42L);

        watching.seconds(15);
        watching.restart();
        watching.seconds(15);

        assertThat(watching.asked).hasSizeGreaterThan(3).containsOnly(OTHER);
        watching.list.remove(OTHER);
        watching.seconds(30);
        assertThat(watching.asked).contains(ID);
    }

    @Test
    void losesNothingThatWasFoundWhilePaused() {
        watching.answers(ID, state("PENDING"), state("COMPLETED"));
        watching.add(ID);
        watching.tick();
        watching.watcher().pause();
        watching.deliver();
        assertThat(watching.told).isEmpty();
        watching.seconds(5);
        assertThat(watching.asked).hasSize(1);

        watching.watcher().open();
        watching.seconds(2);

        assertThat(watching.toldStates()).containsExactly("PENDING", "COMPLETED");
    }
}
