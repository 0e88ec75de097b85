package io.github.cameldune.stubtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameldune.stub.DuneStub;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StubExecutionsTest {
    private static final String SAMPLE_ID = "01HKZJ2683PHF9Q9PHHQ8FW4Q1";

    private final SetClock clock = new SetClock("2025-10-22T10:31:04.222464Z");
    private final DuneStub dune = DuneStub.builder().clock(clock).start();
    private final StatusClient client = new StatusClient(dune);

    @AfterEach
    void stop() {
        dune.close();
    }

    @Test
    void advancesOneStatePerRequestAndTheLastOneStays() throws IOException {
        String id = dune.execution()
                .state("PENDING")
                .state("EXECUTING", 2)
                .completed()
                .start();

        assertThat(states(id, 5))
                .containsExactly(
                        "QUERY_STATE_PENDING",
                        "QUERY_STATE_EXECUTING",
                        "QUERY_STATE_EXECUTING",
                        "QUERY_STATE_COMPLETED",
                        "QUERY_STATE_COMPLETED");
    }

    @Test
    void advancesByTheClockHoweverOftenItIsAsked() throws IOException {
        String id = dune.execution()
                .pendingFor(Duration.ofSeconds(5))
                .executingFor(Duration.ofSeconds(10))
                .failed()
                .start();

        assertThat(states(id, 2)).containsOnly("QUERY_STATE_PENDING");
        clock.forward(Duration.ofSeconds(5));
        assertThat(states(id, 2)).containsOnly("QUERY_STATE_EXECUTING");
        clock.forward(Duration.ofMillis(9_999));
        assertThat(states(id, 2)).containsOnly("QUERY_STATE_EXECUTING");
        clock.forward(Duration.ofMillis(1));
        assertThat(states(id, 2)).containsOnly("QUERY_STATE_FAILED");
    }

    @Test
    void skipsStatesThatPassedBetweenTwoRequests() throws IOException {
        String id = dune.execution()
                .pendingFor(Duration.ofSeconds(1))
                .executingFor(Duration.ofSeconds(1))
                .completed()
                .start();
        clock.forward(Duration.ofHours(1));

        JsonNode status = client.json(id);

        assertThat(status.get("state").asText()).isEqualTo("QUERY_STATE_COMPLETED");
        assertThat(status.get("execution_started_at").asText()).isEqualTo("2025-10-22T10:31:05.222464Z");
        assertThat(status.get("execution_ended_at").asText()).isEqualTo("2025-10-22T10:31:06.222464Z");
    }

    @Test
    void writesCompletedAsThePageOfDuneDoes() throws IOException {
        dune.execution()
                .id(SAMPLE_ID)
                .executingFor(Duration.ofSeconds(10))
                .completed()
                .start();
        clock.forward(Duration.ofSeconds(10));

        JsonNode status = client.json(SAMPLE_ID);

        assertThat(status.fieldNames())
                .toIterable()
                .containsExactly(
                        "execution_id",
                        "query_id",
                        "is_execution_finished",
                        "state",
                        "submitted_at",
                        "expires_at",
                        "execution_started_at",
                        "execution_ended_at",
                        "execution_cost_credits",
                        "result_metadata");
        assertThat(status.get("execution_id").asText()).isEqualTo(SAMPLE_ID);
        assertThat(status.get("query_id").asLong()).isEqualTo(3493826);
        assertThat(status.get("is_execution_finished").asBoolean()).isTrue();
        assertThat(status.get("submitted_at").asText()).isEqualTo("2025-10-22T10:31:04.222464Z");
        assertThat(status.get("expires_at").asText()).isEqualTo("2026-01-20T10:31:04.222464Z");
        assertThat(status.at("/result_metadata/execution_time_millis").asLong()).isEqualTo(10_000);
        assertThat(status.at("/result_metadata/total_row_count").asLong()).isEqualTo(1000);
    }

    @Test
    void writesAFailureWithItsErrorTypeMessageLineAndColumn() throws IOException {
        String id = dune.execution()
                .failed("syntax_error", "Error: Line 1:1: mismatched input 'selecdt'", 1, 8)
                .start();

        JsonNode status = client.json(id);

        assertThat(status.get("is_execution_finished").asBoolean()).isTrue();
        assertThat(status.at("/error/type").asText()).isEqualTo("syntax_error");
        assertThat(status.at("/error/message").asText()).isEqualTo("Error: Line 1:1: mismatched input 'selecdt'");
        assertThat(status.at("/error/metadata/line").asInt()).isEqualTo(1);
        assertThat(status.at("/error/metadata/column").asInt()).isEqualTo(8);
    }

    @Test
    void writesAFailureWithoutAPlaceWithoutMetadata() throws IOException {
        String id = dune.execution()
                .failed("FAILED_TYPE_EXECUTION_TIMEOUT", "too long")
                .start();

        assertThat(client.json(id).at("/error/metadata").isMissingNode()).isTrue();
    }

    @Test
    void endsInEveryTerminalStateAndBothSpellingsOfCancelled() throws IOException {
        assertThat(terminal(dune.execution().completed().start())).isEqualTo("QUERY_STATE_COMPLETED");
        assertThat(terminal(dune.execution().completedPartial().start())).isEqualTo("QUERY_STATE_COMPLETED_PARTIAL");
        assertThat(terminal(dune.execution().failed().start())).isEqualTo("QUERY_STATE_FAILED");
        assertThat(terminal(dune.execution().cancelled().start())).isEqualTo("QUERY_STATE_CANCELLED");
        assertThat(terminal(dune.execution().canceled().start())).isEqualTo("QUERY_STATE_CANCELED");
        assertThat(terminal(dune.execution().expired().start())).isEqualTo("QUERY_STATE_EXPIRED");
    }

    @Test
    void saysThatStatesUnderWayAndUnknownOnesAreNotFinished() throws IOException {
        String id = dune.execution()
                .state("PENDING")
                .state("EXECUTING")
                .stays("QUERY_STATE_DREAMING")
                .start();

        assertThat(client.json(id).get("is_execution_finished").asBoolean()).isFalse();
        assertThat(client.json(id).get("is_execution_finished").asBoolean()).isFalse();
        JsonNode unknown = client.json(id);
        assertThat(unknown.get("state").asText()).isEqualTo("QUERY_STATE_DREAMING");
        assertThat(unknown.get("is_execution_finished").asBoolean()).isFalse();
    }

    @Test
    void makesAnIdThatCarriesTheSubmissionTime() {
        String id = dune.execution()
                .submittedAt(Instant.ofEpochMilli(1_469_918_176_385L))
                .completed()
                .start();

        // the example of the ULID specification
        assertThat(id).startsWith("01ARYZ6S41").hasSize(26);
    }

    @Test
    void changesFieldsOfAllStatesOrOfTheOneNamedLast() throws IOException {
        String id = dune.execution()
                .queryId(0)
                .without("is_execution_finished")
                .state("EXECUTING")
                .field("expires_at", "1970-01-01T00:00:00Z")
                .field("max_inflight_interactive_executions", 3)
                .completed()
                .field("news", Map.of("a", List.of(1, 2)))
                .field("query_id", null)
                .start();

        JsonNode executing = client.json(id);
        JsonNode completed = client.json(id);

        assertThat(executing.has("is_execution_finished")).isFalse();
        assertThat(executing.get("query_id").asLong()).isZero();
        assertThat(executing.get("expires_at").asText()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(executing.get("max_inflight_interactive_executions").asLong())
                .isEqualTo(3);
        assertThat(completed.has("is_execution_finished")).isFalse();
        assertThat(completed.has("max_inflight_interactive_executions")).isFalse();
        assertThat(completed.get("query_id").isNull()).isTrue();
        assertThat(completed.at("/news/a/1").asInt()).isEqualTo(2);
    }

    @Test
    void sendsAnyTextInPlaceOfAStatus() throws IOException {
        String id = dune.execution().body("{\"state\":").completed().start();

        assertThat(client.get(id).body()).isEqualTo("{\"state\":");
        assertThat(client.state(id)).isEqualTo("QUERY_STATE_COMPLETED");
    }

    @Test
    void replacesAnExecutionThatIsStartedAgainAndForgetsOneOnDemand() throws IOException {
        dune.execution().id("mine").stays("PENDING").start();
        dune.execution().id("mine").completed().start();
        assertThat(client.state("mine")).isEqualTo("QUERY_STATE_COMPLETED");

        dune.forget("mine");
        assertThat(client.get("mine").statusCode()).isEqualTo(400);
    }

    @Test
    void refusesAnExecutionWithoutStatesOrWithStatesAfterOneThatStays() {
        assertThatThrownBy(() -> dune.execution().start()).hasMessageContaining("at least one state");
        assertThatThrownBy(() -> dune.execution().stays("PENDING").completed())
                .hasMessageContaining("No state can follow");
        assertThatThrownBy(() -> dune.execution().id("a/b")).hasMessageContaining("a/b");
    }

    private String terminal(String id) throws IOException {
        JsonNode status = client.json(id);
        assertThat(status.get("is_execution_finished").asBoolean()).isTrue();
        return status.get("state").asText();
    }

    private List<String> states(String id, int requests) throws IOException {
        List<String> states = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            states.add(client.state(id));
        }
        return states;
    }
}
