package io.github.cameldune.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Reads a status leniently where a field is odd and strictly where the whole is: one odd field must not hide an end of
 * an execution, and a page of a proxy must not become a state.
 */
final class StatusParser {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER_LENGTH = 64;

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private StatusParser() {}

    static ExecutionStatus parse(String json) throws UnreadableStatusException {
        JsonNode root = tree(json);
        String stateName = text(root, "state");
        if (stateName == null || stateName.isBlank()) {
            throw new UnreadableStatusException("it has no state");
        }
        ExecutionState state = ExecutionState.of(stateName);
        JsonNode finished = root.path("is_execution_finished");
        return new ExecutionStatus(
                text(root, "execution_id"),
                integer(root, "query_id"),
                state,
                finished.isBoolean() ? finished.booleanValue() : state.isTerminal(),
                text(root, "submitted_at"),
                text(root, "execution_started_at"),
                text(root, "execution_ended_at"),
                text(root, "cancelled_at"),
                text(root, "expires_at"),
                error(root.path("error")),
                decimal(root, "execution_cost_credits"),
                integer(root, "queue_position"),
                integer(root, "max_inflight_interactive_executions"),
                integer(root, "max_inflight_interactive_reached"),
                resultMetadata(root.path("result_metadata")),
                json);
    }

    private static JsonNode tree(String json) throws UnreadableStatusException {
        JsonNode root;
        try {
            root = READER.readTree(json);
        } catch (JsonProcessingException e) {
            // Jackson's message quotes the text, which may hold anything
            throw new UnreadableStatusException("it is no JSON, or cut off, or nested too deeply");
        }
        if (!root.isObject()) {
            throw new UnreadableStatusException(root.isMissingNode() ? "it is empty" : "it is no JSON object");
        }
        return root;
    }

    private static ExecutionError error(JsonNode error) {
        if (error.isTextual()) {
            return new ExecutionError(null, error.textValue(), null, null);
        }
        if (!error.isObject()) {
            return null;
        }
        JsonNode metadata = error.path("metadata");
        return new ExecutionError(
                text(error, "type"), text(error, "message"), position(metadata, "line"), position(metadata, "column"));
    }

    private static ResultMetadata resultMetadata(JsonNode metadata) {
        if (!metadata.isObject()) {
            return null;
        }
        return new ResultMetadata(
                integer(metadata, "total_row_count"),
                integer(metadata, "total_result_set_bytes"),
                integer(metadata, "datapoint_count"));
    }

    private static String text(JsonNode parent, String field) {
        return parent.path(field).textValue();
    }

    private static Long integer(JsonNode parent, String field) {
        JsonNode node = parent.path(field);
        return node.isIntegralNumber() && node.canConvertToLong() ? (Long) node.longValue() : null;
    }

    private static Integer position(JsonNode parent, String field) {
        JsonNode node = parent.path(field);
        return node.isIntegralNumber() && node.canConvertToInt() ? (Integer) node.intValue() : null;
    }

    private static Double decimal(JsonNode parent, String field) {
        JsonNode node = parent.path(field);
        return node.isNumber() && Double.isFinite(node.doubleValue()) ? (Double) node.doubleValue() : null;
    }
}
