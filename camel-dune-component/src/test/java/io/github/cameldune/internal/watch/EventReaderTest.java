package io.github.cameldune.internal.watch;

import static io.github.cameldune.internal.schedule.Answers.KEY_REFUSED;
import static io.github.cameldune.internal.schedule.Answers.state;
import static io.github.cameldune.internal.watch.Watching.ID;
import static io.github.cameldune.internal.watch.Watching.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.cameldune.internal.watch.EventReader.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers take one event at a time; polls, store and clock are the test's own. */
class EventReaderTest {

    private static final Duration SOON = Duration.ofMillis(30);

    private final Watching watching = new Watching();
    private final List<EventReader> readers = new ArrayList<>();
    private final EventReader reader = reader();

    private EventReader reader() {
        EventReader added = new EventReader(callers -> watching.setup(true, callers));
        readers.add(added);
        return added;
    }

    @AfterEach
    void close() {
        readers.forEach(EventReader::close);
    }

    private static Received receive(EventReader from) throws InterruptedException {
        return from.receive(SOON, true, () -> false);
    }

    private static String eventId(Received received) {
        return ((Transition) received.event()).eventId();
    }

    @Test
    void anEventIsRecordedOnceItsCallerCompletedIt() throws Exception {
        watching.answers(ID, state("EXECUTING")).add(ID);

        Received received = receive(reader);

        assertThat(eventId(received)).isEqualTo("opaque-1:QUERY_STATE_EXECUTING");
        assertThat(watching.stored(ID)).doesNotContain("EXECUTING");
        received.completion().accept(null);
        assertThat(watching.stored(ID)).contains("QUERY_STATE_EXECUTING");
        assertThat(reader.wasAnyRead()).isTrue();
    }

    @Test
    void anEventThatItsCallerRejectedIsTakenAgainLater() throws Exception {
        watching.answers(ID, state("EXECUTING")).add(ID);
        receive(reader).completion().accept("rejected");

        assertThat(receive(reader)).as("before its backoff is over").isNull();
        watching.time.advance(Duration.ofSeconds(2));
        assertThat(eventId(receive(reader))).isEqualTo("opaque-1:QUERY_STATE_EXECUTING");
    }

    @Test
    void nothingIsTakenTwiceWhileItsExchangeIsInFlight() throws Exception {
        watching.answers(ID, state("EXECUTING")).add(ID);
        receive(reader);

        assertThat(receive(reader)).isNull();
        assertThat(receive(reader())).as("by another reader of the list").isNull();
    }

    @Test
    void whatAnotherReaderDeliveredMeanwhileIsNotDeliveredAgain() throws Exception {
        EventReader other = reader();
        watching.answers(ID, state("EXECUTING"), state("EXECUTING"), state("COMPLETED"))
                .add(ID);
        Received first = receive(reader);
        // sees the same state, and has to wait for its turn
        assertThat(receive(other)).isNull();
        first.completion().accept(null);
        watching.time.advance(Duration.ofSeconds(2));

        Received second = receive(other);

        assertThat(eventId(second)).isEqualTo("opaque-1:QUERY_STATE_COMPLETED");
        assertThat(((Transition) second.event()).previousState()).isEqualTo("QUERY_STATE_EXECUTING");
        second.completion().accept(null);
        assertThat(watching.map).isEmpty();
        assertThat(receive(reader)).as("its watch has gone").isNull();
    }

    @Test
    void aStateThatIsNotSelectedIsRecordedWithoutACaller() throws Exception {
        watching.states = "terminal";
        EventReader selecting = reader();
        watching.answers(ID, state("EXECUTING")).add(ID);

        assertThat(receive(selecting)).isNull();
        assertThat(watching.stored(ID)).contains("QUERY_STATE_EXECUTING");
    }

    /** The clock of the watches stands still: without the end of the round, the call would wait for an hour. */
    @Test
    @Timeout(60)
    void oneRoundEndsOnceEveryWatchThatIsDueWasPolled() throws Exception {
        watching.answers(ID, state("EXECUTING")).add(ID);
        watching.answers(OTHER, state("PENDING")).add(OTHER);
        receive(reader).completion().accept(null);
        receive(reader).completion().accept(null);

        assertThat(reader.receive(Duration.ofHours(1), true, () -> false)).isNull();
        assertThat(watching.polled).as("none is due").hasSize(2);
    }

    @Test
    void aCallerThatIsToldToStopWaitsNoLonger() throws Exception {
        assertThat(reader.receive(null, false, () -> true)).isNull();
    }

    @Test
    void nothingIsPolledWhileNoCallerWaits() throws Exception {
        watching.answers(ID, state("EXECUTING")).add(ID);
        receive(reader).completion().accept(null);

        watching.time.advance(Duration.ofMinutes(10));

        assertThat(watching.polled).hasSize(1);
    }

    @Test
    void aRefusedKeyLeavesNothingReadAndIsPolledForEachCaller() throws Exception {
        watching.answers(ID, KEY_REFUSED).add(ID);

        assertThat(receive(reader)).isNull();
        assertThat(reader.wasAnyRead()).isFalse();
        assertThat(watching.polled).hasSize(1);
    }

    @Test
    void anEventThatIsHandedOutIsCompletedByItsCaller() throws Exception {
        watching.answers(ID, state("EXECUTING")).add(ID);
        Object token = new Object();
        reader.handOut(token, receive(reader)).accept(null);

        assertThat(watching.stored(ID)).contains("QUERY_STATE_EXECUTING");
        assertThat(token).isNotNull();
    }

    @Test
    void aListThatAConsumerWatchesIsRefused() {
        watching.watcher();

        assertThatIllegalStateException()
                .isThrownBy(() -> receive(reader()))
                .withMessageContaining("has a dune:status consumer");
    }
}
