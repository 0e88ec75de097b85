package io.github.cameldune.internal.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionState;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.client.UnreadableStatusException;
import java.io.IOException;

/** Reads bodies of answers: what the request asked for, or why it is something else. */
final class Bodies {

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(64).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private Bodies() {}

    static ExecutionStatus status(ExecutionId asked, byte[] body) throws UnreadableStatusException {
        ExecutionStatus status = ExecutionStatus.parse(body);
        if (status.executionId() != null && !status.executionId().equals(asked.value())) {
            throw new UnreadableStatusException("it is about another execution");
        }
        return status;
    }

    static Submitted submitted(byte[] body) throws UnreadableStatusException {
        JsonNode root = tree(body);
        String state = root.path("state").textValue();
        try {
            return new Submitted(
                    new ExecutionId(root.path("execution_id").textValue()),
                    state == null || state.isBlank() ? ExecutionState.PENDING : ExecutionState.of(state));
        } catch (IllegalArgumentException e) {
            throw new UnreadableStatusException("it has no execution_id");
        }
    }

    static Boolean cancelled(byte[] body) throws UnreadableStatusException {
        JsonNode success = tree(body).path("success");
        if (!success.isBoolean()) {
            throw new UnreadableStatusException("it does not say whether it was a success");
        }
        return success.booleanValue();
    }

    /** Whether the body is Dune's error object, {@code {"error":"…"}}, which a proxy or another service does not send. */
    static boolean isErrorObject(byte[] body) {
        try {
            return READER.readTree(body).path("error").isTextual();
        } catch (IOException e) {
            return false;
        }
    }

    private static JsonNode tree(byte[] body) throws UnreadableStatusException {
        JsonNode root;
        try {
            root = READER.readTree(body);
        } catch (IOException e) {
            // Jackson's message quotes the text, which may hold anything
            throw new UnreadableStatusException("it is no JSON, or cut off, or nested too deeply");
        }
        if (!root.isObject()) {
            throw new UnreadableStatusException(root.isMissingNode() ? "it is empty" : "it is no JSON object");
        }
        return root;
    }
}
