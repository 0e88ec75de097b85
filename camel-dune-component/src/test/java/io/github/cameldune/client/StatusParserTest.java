package io.github.cameldune.client;

import static org.assertj.core.api.Assertions.assertThat;

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
}
