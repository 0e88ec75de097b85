package io.github.cameldune.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Reads a status. A field of an unexpected type counts as missing: it must not hide the end of an execution. The whole has
 * to be one JSON object with a state: the web page of a proxy must not become a state.
 */
final class StatusParser {

    private static final int MAX_DEPTH = 64;

    /** Longer than any long, and than any double that means something. */
    private static final int MAX_NUMBER = 64;

    /** Every malformed byte sequence becomes this character. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int BYTE_ORDER_MARK_LENGTH = 3;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    // a number is only converted when it is short
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();

    private final String json;
    private String executionId;
    private Long queryId;
    private String state;
    private boolean saidToBeFinished;
    private String submittedAt;
    private String executionStartedAt;
    private String executionEndedAt;
    private String cancelledAt;
    private String expiresAt;
    private ExecutionError error;
    private Double executionCostCredits;
    private Long queuePosition;
    private Long maxInflightInteractiveExecutions;
    private Long maxInflightInteractiveReached;
    private ResultMetadata resultMetadata;

    private StatusParser(String json) {
        this.json = json;
    }

    static ExecutionStatus parse(String text) throws UnreadableStatusException {
        String json = withoutByteOrderMark(text);
        try (JsonParser parser = FACTORY.createParser(json)) {
            return new StatusParser(json).read(parser);
        } catch (IOException e) {
            throw noJson();
        }
    }

    static ExecutionStatus parse(byte[] utf8) throws UnreadableStatusException {
        String text = new String(utf8, StandardCharsets.UTF_8);
        String json = withoutByteOrderMark(text);
        if (json.indexOf(REPLACEMENT) >= 0) {
            // Jackson would refuse the bytes, or read them otherwise than the text that is kept
            return parse(json);
        }
        int from = json.length() == text.length() ? 0 : BYTE_ORDER_MARK_LENGTH;
        try (JsonParser parser = FACTORY.createParser(utf8, from, utf8.length - from)) {
            return new StatusParser(json).read(parser);
        } catch (IOException e) {
            throw noJson();
        }
    }

    /** Writes JSON text that {@link #parse(String)} reads. */
    static JsonGenerator generator(Writer text) throws IOException {
        return FACTORY.createGenerator(text);
    }

    private static String withoutByteOrderMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static UnreadableStatusException noJson() {
        // Jackson's message quotes the text, which may hold anything
        return new UnreadableStatusException("it is no JSON, or cut off, or nested too deeply");
    }

    private ExecutionStatus read(JsonParser parser) throws IOException, UnreadableStatusException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw new UnreadableStatusException(first == null ? "it is empty" : "it is no JSON object");
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            field(parser, name, parser.nextToken());
            parser.skipChildren();
        }
        if (parser.nextToken() != null) {
            throw noJson();
        }
        if (state == null || state.isBlank()) {
            throw new UnreadableStatusException("it has no state");
        }
        return status();
    }

    private void field(JsonParser parser, String name, JsonToken value) throws IOException {
        switch (name) {
            case "execution_id" -> executionId = text(parser, value);
            case "query_id" -> queryId = integer(parser, value);
            case "state" -> state = text(parser, value);
            case "is_execution_finished" -> saidToBeFinished = value == JsonToken.VALUE_TRUE;
            case "submitted_at" -> submittedAt = text(parser, value);
            case "execution_started_at" -> executionStartedAt = text(parser, value);
            case "execution_ended_at" -> executionEndedAt = text(parser, value);
            case "cancelled_at" -> cancelledAt = text(parser, value);
            case "expires_at" -> expiresAt = text(parser, value);
            case "error" -> error = error(parser, value);
            case "execution_cost_credits" -> executionCostCredits = decimal(parser, value);
            case "queue_position" -> queuePosition = integer(parser, value);
            case "max_inflight_interactive_executions" -> maxInflightInteractiveExecutions = integer(parser, value);
            case "max_inflight_interactive_reached" -> maxInflightInteractiveReached = integer(parser, value);
            case "result_metadata" -> resultMetadata = resultMetadata(parser, value);
            default -> {
                // kept in the text
            }
        }
    }

    private ExecutionStatus status() {
        ExecutionState read = ExecutionState.of(state);
        return new ExecutionStatus(
                executionId,
                queryId,
                read,
                saidToBeFinished || read.isTerminal(),
                submittedAt,
                executionStartedAt,
                executionEndedAt,
                cancelledAt,
                expiresAt,
                error,
                executionCostCredits,
                queuePosition,
                maxInflightInteractiveExecutions,
                maxInflightInteractiveReached,
                resultMetadata,
                json);
    }

    private static ExecutionError error(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            String text = text(parser, value);
            return text == null ? null : new ExecutionError(null, text, null, null);
        }
        String type = null;
        String message = null;
        Integer[] position = {null, null};
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (name) {
                case "type" -> type = text(parser, token);
                case "message" -> message = text(parser, token);
                case "metadata" -> position = position(parser, token);
                default -> {
                    // kept in the text
                }
            }
            parser.skipChildren();
        }
        return new ExecutionError(type, message, position[0], position[1]);
    }

    private static Integer[] position(JsonParser parser, JsonToken value) throws IOException {
        Integer[] position = {null, null};
        if (value == JsonToken.START_OBJECT) {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                Long number = integer(parser, parser.nextToken());
                Integer small = number == null || number != number.intValue() ? null : (Integer) number.intValue();
                switch (name) {
                    case "line" -> position[0] = small;
                    case "column" -> position[1] = small;
                    default -> {
                        // kept in the text
                    }
                }
                parser.skipChildren();
            }
        }
        return position;
    }

    private static ResultMetadata resultMetadata(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            return null;
        }
        Long rows = null;
        Long bytes = null;
        Long datapoints = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            Long number = integer(parser, parser.nextToken());
            switch (name) {
                case "total_row_count" -> rows = number;
                case "total_result_set_bytes" -> bytes = number;
                case "datapoint_count" -> datapoints = number;
                default -> {
                    // kept in the text
                }
            }
            parser.skipChildren();
        }
        return new ResultMetadata(rows, bytes, datapoints);
    }

    private static String text(JsonParser parser, JsonToken value) throws IOException {
        return value == JsonToken.VALUE_STRING ? parser.getText() : null;
    }

    private static Long integer(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_NUMBER_INT || parser.getTextLength() > MAX_NUMBER) {
            return null;
        }
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? null : (Long) parser.getLongValue();
    }

    private static Double decimal(JsonParser parser, JsonToken value) throws IOException {
        if (!value.isNumeric() || parser.getTextLength() > MAX_NUMBER) {
            return null;
        }
        double number = parser.getDoubleValue();
        return Double.isFinite(number) ? (Double) number : null;
    }
}
