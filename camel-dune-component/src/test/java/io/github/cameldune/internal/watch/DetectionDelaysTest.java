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

    private static final Instant ENDED = Instant.parse("2026-01-01T00:00:10.5Z");

    private static ExecutionStatus endedAt(String field, Instant end) throws Exception {
        return ExecutionStatus.parse("{\"state\":\"QUERY_STATE_CANCELLED\",\"" + field + "\":\"" + end + "\"}");
    }

    @Test
    void countsByOurClockWhileDunesAgreesWithIt() throws Exception {
        ExecutionStatus status = endedAt("execution_ended_at", ENDED);
        Instant now = ENDED.plusMillis(3300);

        assertThat(DetectionDelays.between(status, null, now)).contains(Duration.ofMillis(3300));
        // the header knows whole seconds only
        assertThat(DetectionDelays.between(status, Instant.parse("2026-01-01T00:00:13Z"), now))
                .contains(Duration.ofMillis(3300));
    }

    @Test
    void countsByDunesClockWhenOursIsWrong() throws Exception {
        ExecutionStatus status = endedAt("execution_ended_at", ENDED);
        Instant date = Instant.parse("2026-01-01T00:00:14Z");

        for (Duration wrong : List.of(Duration.ofHours(1), Duration.ofSeconds(-30))) {
            assertThat(DetectionDelays.between(status, date, date.plus(wrong))).contains(Duration.ofMillis(3500));
        }
    }

    @Test
    void isNeverNegative() throws Exception {
        assertThat(DetectionDelays.between(endedAt("cancelled_at", ENDED), null, ENDED.minusSeconds(1)))
                .contains(Duration.ZERO);
    }

    @Test
    void isUnknownWhereDuneDoesNotTellTheEnd() throws Exception {
        assertThat(DetectionDelays.between(endedAt("submitted_at", ENDED), null, ENDED))
                .isEmpty();
        // Dune's way of saying that a time is not set
        assertThat(DetectionDelays.between(endedAt("execution_ended_at", Instant.EPOCH), null, ENDED))
                .isEmpty();
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

    private final Watching watching = new Watching();

    private Answer<ExecutionStatus> terminal() {
        return Answer.ok(statusEndedAt(watching.time.instant()), 200, null);
    }

    private static ExecutionStatus statusEndedAt(Instant end) {
        try {
            return endedAt("execution_ended_at", end);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Registered after its end, or ended while nobody watched: the schedule could not have seen it sooner. */
    @Test
    void aWatcherCountsOnlyExecutionsThatItSawRunning() {
        watching.answers(ID, terminal());
        watching.time.advance(Duration.ofHours(1));
        watching.watcher();
        watching.add(ID);
        watching.seconds(2);
        assertThat(watching.deliveredStates()).containsExactly("CANCELED");
        assertThat(watching.list.counts().delays().summary().count()).isZero();

        watching.answers(ID, Answers.state("EXECUTING"), terminal());
        watching.add(ID);
        watching.seconds(3);

        assertThat(watching.list.counts().delays().summary().count()).isEqualTo(1);
        assertThat(watching.list.counts().delays().summary().longest()).isBetween(Duration.ZERO, Duration.ofSeconds(2));
    }
}
