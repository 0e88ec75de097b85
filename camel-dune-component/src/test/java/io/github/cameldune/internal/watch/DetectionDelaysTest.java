package io.github.cameldune.internal.watch;

import static io.github.cameldune.internal.watch.Watching.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.schedule.Answers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DetectionDelaysTest {

    private final Watching watching = new Watching();

    private Answer<ExecutionStatus> terminal(String field) {
        String json = "{\"state\":\"QUERY_STATE_CANCELLED\",\"" + field + "\":\"" + watching.time.instant() + "\"}";
        return Answer.ok(Answers.parse(json), 200, null);
    }

    @Test
    void isNeverNegative() {
        DetectionDelays delays = new DetectionDelays();

        delays.add(Duration.ofSeconds(-1));

        assertThat(delays.summary()).isEqualTo(new DetectionDelays.Summary(1, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void summarisesDelaysAndTellsListenersOfEachUntilTheyAreRemoved() {
        DetectionDelays delays = new DetectionDelays();
        List<Duration> heard = new ArrayList<>();
        Consumer<Duration> listener = heard::add;
        delays.addListener(listener);
        assertThat(delays.summary()).isEqualTo(new DetectionDelays.Summary(0, null, null));

        for (long seconds : new long[] {1, 2, 6}) {
            delays.add(Duration.ofSeconds(seconds));
        }
        delays.removeListener(listener);
        delays.add(Duration.ofHours(1));

        assertThat(delays.summary())
                .isEqualTo(new DetectionDelays.Summary(4, Duration.ofMillis(902_250), Duration.ofHours(1)));
        assertThat(heard).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(6));
    }

    /** Registered after its end, or ended while nobody watched: the schedule could not have seen it sooner. */
    @Test
    void aWatcherCountsOnlyExecutionsThatItSawRunning() {
        watching.answers(ID, terminal("cancelled_at"));
        watching.time.advance(Duration.ofHours(1));
        watching.watcher();
        watching.add(ID);
        watching.seconds(2);
        assertThat(watching.deliveredStates()).containsExactly("CANCELED");
        assertThat(watching.list.counts().delays().summary().count()).isZero();

        watching.answers(ID, Answers.state("EXECUTING"), terminal("cancelled_at"));
        watching.add(ID);
        watching.seconds(3);

        assertThat(watching.list.counts().delays().summary().count()).isEqualTo(1);
        assertThat(watching.list.counts().delays().summary().longest()).isBetween(Duration.ZERO, Duration.ofSeconds(2));
    }

    @Test
    void countsByDunesClockWhereThatOfTheMachineIsWrong() {
        Instant dunes = watching.time.instant().plus(Duration.ofMinutes(30));
        ExecutionStatus ended = Answers.parse(
                "{\"state\":\"QUERY_STATE_COMPLETED\",\"execution_ended_at\":\"" + dunes.minusSeconds(7) + "\"}");
        watching.watcher();
        watching.answers(ID, Answers.state("EXECUTING"), Answer.ok(ended, 200, dunes));
        watching.add(ID);
        watching.seconds(3);

        assertThat(watching.list.counts().delays().summary().longest())
                .isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8));
    }

    @Test
    void countsNothingWhereDuneDoesNotTellTheEnd() {
        watching.watcher();
        watching.answers(ID, Answers.state("EXECUTING"), terminal("submitted_at"));
        watching.add(ID);
        watching.seconds(3);

        assertThat(watching.deliveredStates()).containsExactly("EXECUTING", "CANCELED");
        assertThat(watching.list.counts().delays().summary().count()).isZero();
    }
}
