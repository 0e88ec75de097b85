package io.github.cameldune;

import io.github.cameldune.client.ExecutionError;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.client.ResultMetadata;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.watch.Transition;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The one place where a status becomes a message: the JSON text as the body, and a header for each field that was sent. */
final class StatusHeaders {

    private record Field(String header, Function<ExecutionStatus, Object> value) {

        static Field ofError(String header, Function<ExecutionError, Object> value) {
            return new Field(header, status -> status.error() == null ? null : value.apply(status.error()));
        }

        static Field ofResult(String header, Function<ResultMetadata, Object> value) {
            return new Field(
                    header, status -> status.resultMetadata() == null ? null : value.apply(status.resultMetadata()));
        }
    }

    private static final List<Field> FIELDS = List.of(
            new Field(DuneConstants.QUERY_ID, ExecutionStatus::queryId),
            new Field(DuneConstants.STATE, status -> status.state().name()),
            new Field(DuneConstants.EXECUTION_FINISHED, ExecutionStatus::finished),
            Field.ofError(DuneConstants.ERROR_TYPE, ExecutionError::type),
            Field.ofError(DuneConstants.ERROR_MESSAGE, error -> bounded(error.message())),
            Field.ofError(DuneConstants.ERROR_LINE, ExecutionError::line),
            Field.ofError(DuneConstants.ERROR_COLUMN, ExecutionError::column),
            new Field(DuneConstants.SUBMITTED_AT, ExecutionStatus::submittedAt),
            new Field(DuneConstants.EXECUTION_STARTED_AT, ExecutionStatus::executionStartedAt),
            new Field(DuneConstants.EXECUTION_ENDED_AT, ExecutionStatus::executionEndedAt),
            new Field(DuneConstants.CANCELLED_AT, ExecutionStatus::cancelledAt),
            new Field(DuneConstants.EXPIRES_AT, ExecutionStatus::expiresAt),
            new Field(DuneConstants.EXECUTION_COST_CREDITS, ExecutionStatus::executionCostCredits),
            new Field(DuneConstants.QUEUE_POSITION, ExecutionStatus::queuePosition),
            new Field(
                    DuneConstants.MAX_INFLIGHT_INTERACTIVE_EXECUTIONS,
                    ExecutionStatus::maxInflightInteractiveExecutions),
            new Field(DuneConstants.MAX_INFLIGHT_INTERACTIVE_REACHED, ExecutionStatus::maxInflightInteractiveReached),
            Field.ofResult(DuneConstants.TOTAL_ROW_COUNT, ResultMetadata::totalRowCount),
            Field.ofResult(DuneConstants.TOTAL_RESULT_SET_BYTES, ResultMetadata::totalResultSetBytes),
            Field.ofResult(DuneConstants.DATAPOINT_COUNT, ResultMetadata::datapointCount));

    private StatusHeaders() {}

    /** The headers that a status may leave out. */
    static List<String> names() {
        return FIELDS.stream().map(Field::header).toList();
    }

    /** Brokers refuse messages whose properties are too long; the body keeps all. */
    private static String bounded(String text) {
        int most = DuneConstants.MAX_ERROR_MESSAGE;
        if (text == null || text.length() <= most) {
            return text;
        }
        // half of a character outside the basic plane cannot be encoded
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** Ends the work of a producer: with the status in the message, or with the exception that the answer is. */
    static void writeOrFail(Exchange exchange, ExecutionId id, Answer<ExecutionStatus> answer) {
        if (answer.isOk()) {
            write(exchange.getMessage(), id, answer.value());
        } else {
            exchange.setException(DuneErrors.ofStatus(id.value(), answer));
        }
    }

    /** Writes a transition into the message of a new exchange. */
    static void write(Message message, Transition transition) {
        transition.watch().correlation().forEach(message::setHeader);
        write(message, transition.watch().executionId(), transition.status());
        if (transition.previousState() != null) {
            message.setHeader(DuneConstants.PREVIOUS_STATE, transition.previousState());
        }
        message.setHeader(DuneConstants.EVENT_ID, transition.eventId());
    }

    /** Removes what an earlier status left, so that a route never branches on the error of another execution. */
    static void clear(Message message) {
        FIELDS.forEach(field -> message.removeHeader(field.header()));
    }

    /**
     * Writes a status into a message. Headers of an earlier status that this one lacks are removed, so that a route
     * never branches on the error of another execution.
     *
     * @param message to write to
     * @param id the execution that was polled
     * @param status what Dune sent
     */
    static void write(Message message, ExecutionId id, ExecutionStatus status) {
        writeHeaders(message, id, status);
        message.setBody(status.json());
    }

    /** As {@link #write}, but leaves the body as it is. */
    static void writeHeaders(Message message, ExecutionId id, ExecutionStatus status) {
        message.setHeader(DuneConstants.EXECUTION_ID, id.value());
        for (Field field : FIELDS) {
            set(message, field.header(), field.value().apply(status));
        }
    }

    /** Sets a header, or removes it if the value is null. */
    static void set(Message message, String header, Object value) {
        if (value != null) {
            message.setHeader(header, value);
        } else {
            message.removeHeader(header);
        }
    }
}
