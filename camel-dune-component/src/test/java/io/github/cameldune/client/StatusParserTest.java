package io.github.cameldune.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Each field of a status as it was sent, and an odd one as not sent. */
class StatusParserTest {

    private static ExecutionStatus parse(String fields) throws UnreadableStatusException {
        return ExecutionStatus.parse("{\"state\":\"QUERY_STATE_FAILED\"," + fields + "}");
    }

    @Test
    void readsNumbersOfTheirKind() throws UnreadableStatusException {
        ExecutionStatus status = parse("\"query_id\":7,\"queue_position\":9223372036854775807,"
                + "\"execution_cost_credits\":1.5,\"result_metadata\":{\"total_row_count\":1,"
                + "\"total_result_set_bytes\":2,\"datapoint_count\":3}");

        assertThat(status.queryId()).isEqualTo(7);
        assertThat(status.queuePosition()).isEqualTo(Long.MAX_VALUE);
        assertThat(status.executionCostCredits()).isEqualTo(1.5);
        assertThat(status.resultMetadata()).isEqualTo(new ResultMetadata(1L, 2L, 3L));
    }

    @Test
    void leavesOutNumbersThatAreNone() throws UnreadableStatusException {
        ExecutionStatus status = parse("\"query_id\":1.5,\"queue_position\":9223372036854775808,"
                + "\"execution_cost_credits\":1e999,\"max_inflight_interactive_reached\":\"3\",\"result_metadata\":7");

        assertThat(status.queryId()).isNull();
        assertThat(status.queuePosition()).isNull();
        assertThat(status.executionCostCredits()).isNull();
        assertThat(status.maxInflightInteractiveReached()).isNull();
        assertThat(status.resultMetadata()).isNull();
        assertThat(parse("\"execution_cost_credits\":\"1\"").executionCostCredits())
                .isNull();
    }

    @Test
    void readsAnErrorAsAnObjectOrAsText() throws UnreadableStatusException {
        assertThat(parse("\"error\":{\"type\":\"t\",\"message\":\"m\",\"metadata\":{\"line\":1,\"column\":8}}")
                        .error())
                .isEqualTo(new ExecutionError("t", "m", 1, 8));
        assertThat(parse("\"error\":{\"metadata\":{\"line\":1.5,\"column\":2147483648}}")
                        .error())
                .isEqualTo(new ExecutionError(null, null, null, null));
        assertThat(parse("\"error\":\"out of memory\"").error())
                .isEqualTo(new ExecutionError(null, "out of memory", null, null));
        assertThat(parse("\"error\":[]").error()).isNull();
    }

    @Test
    void aNumberOfAnyLengthHidesNoOtherField() throws UnreadableStatusException {
        ExecutionStatus status = parse("\"query_id\":" + "1".repeat(100_000) + ",\"execution_cost_credits\":0."
                + "1".repeat(100_000) + ",\"added_later\":-" + "1".repeat(100_000) + "e7,\"queue_position\":3");

        assertThat(status.queryId()).isNull();
        assertThat(status.executionCostCredits()).isNull();
        assertThat(status.queuePosition()).isEqualTo(3);
    }

    @Test
    void aTerminalStateIsFinishedWhateverTheFieldSays() throws UnreadableStatusException {
        assertThat(parse("\"is_execution_finished\":false").finished()).isTrue();
        assertThat(ExecutionStatus.parse("{\"state\":\"QUERY_STATE_EXECUTING\",\"is_execution_finished\":true}")
                        .finished())
                .isTrue();
        assertThat(ExecutionStatus.parse("{\"state\":\"QUERY_STATE_NEW\",\"is_execution_finished\":\"true\"}")
                        .finished())
                .isFalse();
    }

    @Test
    void theLastOfTwoFieldsOfANameCounts() throws UnreadableStatusException {
        ExecutionStatus status = parse("\"query_id\":1,\"query_id\":2,\"error\":{\"metadata\":{\"line\":1}},"
                + "\"error\":{\"metadata\":{\"line\":1,\"column\":2},\"metadata\":{\"line\":3}},"
                + "\"expires_at\":\"x\",\"expires_at\":{\"state\":\"A\"}");

        assertThat(status.queryId()).isEqualTo(2);
        assertThat(status.error()).isEqualTo(new ExecutionError(null, null, 3, null));
        assertThat(status.expiresAt()).isNull();
        assertThat(status.state()).isEqualTo(ExecutionState.FAILED);
    }

    @Test
    void bytesThatAreNoTextDoNotHideTheState() throws UnreadableStatusException {
        byte[] json = "{\"state\":\"QUERY_STATE_FAILED\",\"error\":\"cut \u20ac\"}".getBytes(StandardCharsets.UTF_8);
        // Dune cuts messages, and may cut one within a character
        byte[] cut = new byte[json.length - 1];
        System.arraycopy(json, 0, cut, 0, json.length - 3);
        System.arraycopy(json, json.length - 2, cut, json.length - 3, 2);

        assertThat(ExecutionStatus.parse(cut).error().message()).isEqualTo("cut \uFFFD");
        assertThat(ExecutionStatus.parse(json).error().message()).isEqualTo("cut \u20ac");
    }

    @Test
    void aByteOrderMarkIsLeftOut() throws UnreadableStatusException {
        String json = "{\"state\":\"A\"}";

        assertThat(ExecutionStatus.parse("\uFEFF" + json).json()).isEqualTo(json);
        assertThat(ExecutionStatus.parse(("\uFEFF" + json).getBytes(StandardCharsets.UTF_8))
                        .json())
                .isEqualTo(json);
    }
}
