package io.github.cameldune.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that Dune and its users write: what they accept at their bounds, and what they say. */
class ValuesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void anIdOfAUlidTellsWhenTheExecutionWasSubmitted() {
        assertThat(submittedAt("01HKZJ2683PHF9Q9PHHQ8FW4Q1")).isEqualTo("2024-01-12T19:23:28.387Z");
        assertThat(submittedAt("01hkzj2683phf9q9phhq8fw4q1")).isEqualTo("2024-01-12T19:23:28.387Z");
        assertThat(submittedAt(ulid(Instant.parse("2018-01-01T00:00:00Z")))).isEqualTo("2018-01-01T00:00:00Z");
        assertThat(submittedAt(ulid(Instant.parse("2200-01-01T00:00:00Z")))).isEqualTo("2200-01-01T00:00:00Z");
    }

    @Test
    void anIdOfAnotherFormOrOfAnImpossibleDateTellsNothing() {
        assertThat(submittedAt(ulid(Instant.parse("2017-12-31T23:59:59.999Z")))).isNull();
        assertThat(submittedAt(ulid(Instant.parse("2200-01-01T00:00:00.001Z")))).isNull();
        assertThat(submittedAt("01HKZJ2683PHF9Q9PHHQ8FW4Q")).isNull();
        assertThat(submittedAt("01HKZJ2683PHF9Q9PHHQ8FW4Q11")).isNull();
        assertThat(submittedAt("01HKZJ2683PHF9Q9PHHQ8FW4QI")).isNull();
        assertThat(submittedAt("U1HKZJ2683PHF9Q9PHHQ8FW4Q1")).isNull();
    }

    private static String submittedAt(String id) {
        return new ExecutionId(id).submittedAt().map(Instant::toString).orElse(null);
    }

    private static String ulid(Instant at) {
        StringBuilder id = new StringBuilder();
        for (long rest = at.toEpochMilli(); id.length() < 10; rest >>= 5) {
            id.insert(0, "0123456789ABCDEFGHJKMNPQRSTVWXYZ".charAt((int) (rest & 31)));
        }
        return id.append("0123456789ABCDEF").toString();
    }

    @Test
    void anIdHasOneToSixtyFourCharactersOfThose() {
        assertThat(new ExecutionId("azAZ09_-")).hasToString("azAZ09_-");
        assertThat(new ExecutionId("a".repeat(64)).value()).hasSize(64);
        assertThatThrownBy(() -> new ExecutionId(null)).hasMessageContaining("'null' is no execution id");
        assertThatThrownBy(() -> new ExecutionId("")).hasMessageContaining("'' is no execution id");
        assertThatThrownBy(() -> new ExecutionId("a".repeat(65)))
                .hasMessageContaining("'" + "a".repeat(64) + "… (65 characters)' is no execution id");
    }

    @Test
    void whiteSpaceAroundAnIdIsDropped() {
        assertThat(new ExecutionId(" \tabc\n")).isEqualTo(new ExecutionId("abc"));
        assertThatThrownBy(() -> new ExecutionId(" \n")).hasMessageContaining("'' is no execution id");
    }

    @ParameterizedTest
    @ValueSource(chars = {'@', '[', '`', '{', '/', ':', '.', ' ', '\n', '\u00e9'})
    void anIdHasNoneOfTheNeighboursOfThoseCharacters(char other) {
        String shown = other == '/' || other == '.' ? String.valueOf(other) : "?";

        assertThatThrownBy(() -> new ExecutionId("a" + other + "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a" + shown + "b' is no execution id");
    }

    @Test
    void aStatusTellsWhenTheExecutionBeganAndEnded() throws UnreadableStatusException {
        ExecutionStatus ended = ExecutionStatus.parse("""
                {"state":"QUERY_STATE_COMPLETED","submitted_at":"1970-01-01T00:00:01Z",
                 "execution_ended_at":"2026-01-01T02:00:00+02:00","cancelled_at":"2026-01-01T09:00:00Z"}""");
        ExecutionStatus cancelled = ExecutionStatus.parse("""
                {"state":"QUERY_STATE_CANCELLED","submitted_at":"1970-01-01T00:00:00Z","execution_ended_at":"later",
                 "cancelled_at":"2026-01-01T09:00:00Z"}""");

        assertThat(ended.submitted()).contains(Instant.ofEpochSecond(1));
        assertThat(ended.ended()).contains(NOW);
        assertThat(cancelled.submitted()).isEmpty();
        assertThat(cancelled.ended()).contains(Instant.parse("2026-01-01T09:00:00Z"));
        assertThat(cancelled.executionStartedAt()).isNull();
    }

    @Test
    void aStateIsTerminalWhenDunesPageSaysSo() {
        assertThat(ExecutionState.COMPLETED_PARTIAL.isTerminal()).isTrue();
        assertThat(ExecutionState.PENDING.isTerminal()).isFalse();
        assertThat(ExecutionState.EXECUTING.isTerminal()).isFalse();
        assertThat(ExecutionState.of("QUERY_STATE_LATER").isTerminal()).isFalse();
        assertThat(ExecutionState.of("QUERY_STATE_CANCELLED")).isSameAs(ExecutionState.CANCELED);
        assertThat(ExecutionState.of("QUERY_STATE_FAILED")).isSameAs(ExecutionState.FAILED);
        assertThat(ExecutionState.FAILED).hasToString("QUERY_STATE_FAILED");
        assertThatThrownBy(() -> ExecutionState.of(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExecutionState.of(null)).isInstanceOf(IllegalArgumentException.class);
    }
}
