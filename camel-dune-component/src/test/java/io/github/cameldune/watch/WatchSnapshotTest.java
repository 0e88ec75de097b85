package io.github.cameldune.watch;

import static io.github.cameldune.watch.Watching.BROKEN;
import static io.github.cameldune.watch.Watching.ID;
import static io.github.cameldune.watch.Watching.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.ExecutionId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What operators see of a watch, and what they can do to it. */
class WatchSnapshotTest {

    private final Watching watching = new Watching();

    private WatchSnapshot snapshot() {
        assertThat(watching.watcher().snapshots()).hasSize(1);
        return watching.watcher().snapshots().get(0);
    }

    @Test
    void tellsStateAgeErrorsAndWhenItIsAskedAbout() {
        watching.answers(ID, state("EXECUTING"), BROKEN);
        watching.watcher();
        watching.add(ID);
        watching.seconds(3);

        WatchSnapshot snapshot = snapshot();

        assertThat(snapshot.executionId()).isEqualTo(ID);
        assertThat(snapshot.state()).isEqualTo("QUERY_STATE_EXECUTING");
        assertThat(snapshot.age()).isEqualTo(Duration.ofSeconds(3));
        assertThat(snapshot.errorsInRow()).isPositive();
        assertThat(snapshot.lastAsked()).isBefore(watching.time.instant());
        assertThat(snapshot.nextDue()).isAfter(snapshot.lastAsked());
        assertThat(snapshot.pending()).isZero();
    }

    @Test
    void tellsWhatTheRouteHasNotTaken() {
        watching.answers(ID, state("FAILED"));
        watching.takes = transition -> false;
        watching.watcher();
        watching.add(ID);
        watching.seconds(2);

        assertThat(snapshot().pending()).isEqualTo(1);
        assertThat(snapshot().deliveriesFailed()).isPositive();
        assertThat(snapshot().nextDue()).as("it has ended").isNull();
        assertThat(watching.list.counts().exchangesFailed()).isPositive();
        assertThat(watching.list.counts().transitions("FAILED")).isEqualTo(1);
    }

    @Test
    void isAskedAboutAtOnceWhenSomebodyWantsItUnlessItHasEnded() {
        watching.answers(ID, state("EXECUTING"), state("FAILED"));
        watching.takes = transition -> false;
        watching.watcher();
        watching.add(ID);
        watching.tick();
        int asked = watching.asked.size();

        // no tick in between
        assertThat(watching.watcher().askNow(ID)).isTrue();

        assertThat(watching.asked).hasSize(asked + 1);
        assertThat(watching.watcher().askNow(ID)).as("its end was seen").isFalse();
        assertThat(watching.watcher().askNow()).isZero();
        assertThat(watching.watcher().askNow(new ExecutionId("another"))).isFalse();
    }

    @Test
    void countsStatesThatDuneAddsOneDayTogether() {
        ExecutionId other = new ExecutionId("opaque-2");
        watching.answers(ID, state("REWRITING"), state("REHEARSING"));
        watching.answers(other, state("PENDING"));
        watching.watcher();
        watching.add(ID);
        watching.add(other);
        watching.seconds(4);

        assertThat(watching.list.counts().transitions()).containsOnlyKeys("OTHER", "PENDING");
        assertThat(watching.list.counts().transitions("OTHER")).isEqualTo(2);
    }
}
