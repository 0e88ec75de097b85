package io.github.cameldune.internal.watch;

import static io.github.cameldune.internal.schedule.Answers.BROKEN;
import static io.github.cameldune.internal.schedule.Answers.state;
import static io.github.cameldune.internal.watch.Watching.ID;
import static io.github.cameldune.internal.watch.Watching.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

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
    void tellsStateAgeErrorsAndWhenItIsPolled() {
        watching.answers(ID, state("EXECUTING"), BROKEN);
        watching.add(ID);
        watching.seconds(3);

        WatchSnapshot snapshot = snapshot();

        assertThat(snapshot.executionId()).isEqualTo(ID);
        assertThat(snapshot.state()).isEqualTo("QUERY_STATE_EXECUTING");
        assertThat(snapshot.age()).isEqualTo(Duration.ofSeconds(3));
        assertThat(snapshot.errorsInARow()).isPositive();
        assertThat(snapshot.lastPolled()).isBefore(watching.time.instant());
        assertThat(snapshot.nextPoll()).isAfter(snapshot.lastPolled());
        assertThat(snapshot.pending()).isZero();
    }

    @Test
    void tellsWhatTheRouteHasNotAccepted() {
        watching.answers(ID, state("FAILED"));
        watching.route = event -> "rejected";
        watching.add(ID);
        watching.seconds(2);

        assertThat(snapshot().pending()).isEqualTo(1);
        assertThat(snapshot().deliveriesFailed()).isPositive();
        assertThat(snapshot().nextPoll()).as("it has ended").isNull();
        assertThat(watching.list.counts().exchangesRejected()).isPositive();
        assertThat(watching.list.counts().exchanges()).isPositive();
        assertThat(watching.list.counts().transitions("FAILED")).isEqualTo(1);
    }

    @Test
    void isPolledAtOnceWhenAnOperatorWantsItUnlessItHasEnded() {
        watching.answers(ID, state("EXECUTING"), state("FAILED"));
        watching.route = event -> "rejected";
        watching.add(ID);
        watching.watcher().tick();
        int polled = watching.polled.size();

        // no time passes in between
        assertThat(watching.watcher().pollNow(ID)).isTrue();

        assertThat(watching.polled).hasSize(polled + 1);
        assertThat(watching.watcher().pollNow(ID)).as("its end was seen").isFalse();
        assertThat(watching.watcher().pollNow()).isZero();
        assertThat(watching.watcher().pollNow(OTHER)).isFalse();
    }

    @Test
    void countsStatesThatDuneAddsOneDayTogether() {
        watching.answers(ID, state("REWRITING"), state("REHEARSING")).answers(OTHER, state("PENDING"));
        watching.add(ID);
        watching.add(OTHER);
        watching.seconds(4);

        assertThat(watching.list.counts().transitions()).containsOnlyKeys("OTHER", "PENDING");
        assertThat(watching.list.counts().transitions("OTHER")).isEqualTo(2);
    }
}
