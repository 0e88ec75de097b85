package io.github.cameldune.stub;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the status of one execution in the shape of the samples on Dune's page "Get Execution Status": the same fields, in
 * the same order.
 *
 * @param executionId the execution
 * @param queryId     its query, 0 for SQL that is no saved query
 * @param submittedAt when it was submitted
 * @param rows        its rows once it is completed
 */
record StatusJson(String executionId, long queryId, Instant submittedAt, StubRows rows) {
    private static final Duration RESULTS_KEPT = Duration.ofDays(90);

    /**
     * The fields of one state.
     *
     * @param step      the state and its changes of single fields
     * @param startedAt when the execution left the queue, or null
     * @param enteredAt when it entered the state
     */
    Map<String, Object> fields(StubStep step, Instant startedAt, Instant enteredAt) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("execution_id", executionId);
        fields.put("query_id", queryId);
        fields.put("is_execution_finished", States.isTerminal(step.state()));
        fields.put("state", step.state());
        fields.put("submitted_at", submittedAt.toString());
        addStateFields(fields, step.state(), startedAt, enteredAt);
        step.edits().forEach(edit -> edit.apply(fields));
        return fields;
    }

    private void addStateFields(Map<String, Object> fields, String state, Instant startedAt, Instant enteredAt) {
        String expiresAt = submittedAt.plus(RESULTS_KEPT).toString();
        switch (state) {
            case States.PENDING -> fields.put("queue_position", 1);
            case States.EXECUTING -> fields.put("execution_started_at", startedAt.toString());
            case States.COMPLETED, States.COMPLETED_PARTIAL -> {
                fields.put("expires_at", expiresAt);
                fields.put("execution_started_at", startedAt.toString());
                fields.put("execution_ended_at", enteredAt.toString());
                fields.put("execution_cost_credits", 10);
                fields.put("result_metadata", resultMetadata(startedAt, enteredAt));
            }
            case States.FAILED -> {
                fields.put("expires_at", expiresAt);
                fields.put("execution_cost_credits", 0);
                fields.put("error", sampleError());
            }
            case States.CANCELLED, States.CANCELED -> {
                fields.put("expires_at", expiresAt);
                fields.put("cancelled_at", enteredAt.toString());
                fields.put("execution_cost_credits", new BigDecimal("0.25"));
            }
            case States.EXPIRED -> fields.put("expires_at", enteredAt.toString());
            default -> {
                // a state that the page does not name brings no fields of its own
            }
        }
    }

    Map<String, Object> resultMetadata(Instant startedAt, Instant endedAt) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        long total = rows.count();
        long bytes = StubRows.bytes(total);
        metadata.put("column_names", rows.columns());
        metadata.put("column_types", rows.types());
        metadata.put("row_count", total);
        metadata.put("result_set_bytes", bytes);
        metadata.put("total_row_count", total);
        metadata.put("total_result_set_bytes", bytes);
        metadata.put("datapoint_count", total * rows.columns().size());
        metadata.put("pending_time_millis", millis(submittedAt, startedAt));
        metadata.put("execution_time_millis", millis(startedAt, endedAt));
        return metadata;
    }

    private static long millis(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis());
    }

    private Map<String, Object> sampleError() {
        return error(
                "FAILED_TYPE_EXECUTION_FAILED",
                "line 1:8: Column 'x' cannot be resolved at line 1, position 8. [Execution ID: " + executionId + "]",
                1,
                8);
    }

    static Map<String, Object> error(String type, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("type", type);
        error.put("message", message);
        return error;
    }

    static Map<String, Object> error(String type, String message, int line, int column) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("line", line);
        place.put("column", column);
        Map<String, Object> error = error(type, message);
        error.put("metadata", place);
        return error;
    }
}
