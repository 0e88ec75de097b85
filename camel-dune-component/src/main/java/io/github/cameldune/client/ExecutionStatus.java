package io.github.cameldune.client;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Dune's answer to {@code GET /v1/execution/{execution_id}/status}. Immutable.
 *
 * <p>Dune's OpenAPI file requires no field, so that all but {@code state} may be missing. Times stay as they were sent
 * (RFC 3339, 0 to 9 fraction digits), because Dune sends {@code 1970-01-01T00:00:00Z} for "unset".
 *
 * <p>Jackson writes a status as Dune sent it, and reads one from that.
 *
 * @param executionId {@code execution_id}; null when not sent
 * @param queryId {@code query_id}, 0 for SQL that is no saved query; null when not sent
 * @param state {@code state}; never null
 * @param finished whether {@code is_execution_finished} says so, or the state is a known terminal one
 * @param submittedAt {@code submitted_at}; null when not sent
 * @param executionStartedAt {@code execution_started_at}; null when not sent
 * @param executionEndedAt {@code execution_ended_at}; null when not sent
 * @param cancelledAt {@code cancelled_at}; null when not sent
 * @param expiresAt {@code expires_at}; null when not sent
 * @param error {@code error}; null when not sent
 * @param executionCostCredits {@code execution_cost_credits}; null when not sent
 * @param queuePosition {@code queue_position}; null when not sent
 * @param maxInflightInteractiveExecutions {@code max_inflight_interactive_executions}; null when not sent
 * @param maxInflightInteractiveReached {@code max_inflight_interactive_reached}; null when not sent
 * @param resultMetadata {@code result_metadata}; null when not sent
 * @param json the answer as Dune sent it, with the fields that this class does not know; never null
 */
@JsonDeserialize(using = StatusDeserializer.class)
public record ExecutionStatus(
        String executionId,
        Long queryId,
        ExecutionState state,
        boolean finished,
        String submittedAt,
        String executionStartedAt,
        String executionEndedAt,
        String cancelledAt,
        String expiresAt,
        ExecutionError error,
        Double executionCostCredits,
        Long queuePosition,
        Long maxInflightInteractiveExecutions,
        Long maxInflightInteractiveReached,
        ResultMetadata resultMetadata,
        @JsonValue @JsonRawValue String json) {

    /**
     * Reads a status from the JSON text that Dune sends.
     *
     * @param json the text; not null
     * @return the status; unknown fields and fields of an unexpected type are left out, {@link #json()} keeps them
     * @throws UnreadableStatusException if the text is no JSON object with a {@code state}
     */
    public static ExecutionStatus parse(String json) throws UnreadableStatusException {
        return StatusParser.parse(json);
    }

    /**
     * Reads a status from the JSON text that Dune sends, in UTF-8.
     *
     * @param json the text; a byte order mark is left out; not null
     * @return as {@link #parse(String)}
     * @throws UnreadableStatusException if the text is no JSON object with a {@code state}
     */
    public static ExecutionStatus parse(byte[] json) throws UnreadableStatusException {
        return StatusParser.parse(json);
    }

    /**
     * Whether the execution has ended.
     *
     * @return true once no other state can follow
     */
    public boolean isTerminal() {
        return finished || state.isTerminal();
    }

    /**
     * When the execution was submitted.
     *
     * @return {@link #submittedAt()} as an instant; empty when Dune did not send it, or the instant 0 for "unset"
     */
    public Optional<Instant> submitted() {
        return instant(submittedAt);
    }

    /**
     * When the execution ended, in whatever way.
     *
     * @return {@link #executionEndedAt()}, else {@link #cancelledAt()}, as an instant; empty when neither was sent
     */
    public Optional<Instant> ended() {
        return instant(executionEndedAt).or(() -> instant(cancelledAt));
    }

    private static Optional<Instant> instant(String timestamp) {
        if (timestamp == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(timestamp).toInstant()).filter(at -> at.getEpochSecond() > 0);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
