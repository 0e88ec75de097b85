package io.github.cameldune.internal.results;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.client.UnreadableStatusException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** Reads a page of rows in one pass: the rows, which come first, what describes them, and the status around them. */
final class RowsPageParser {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_NUMBER_LENGTH = 1000;
    private static final int MAX_STATUS_LENGTH = 1 << 20;

    // the size of the page bounds its strings
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private final JsonParser parser;
    private final ChunkPool pool;
    private final StringWriter status = new StringWriter();
    private final JsonGenerator statusJson;

    private PackedRows rows;
    private JsonNode metadata;
    private boolean hasResult;
    private Long nextOffset;

    private RowsPageParser(BoundedContent content, ChunkPool pool) throws IOException {
        this.pool = pool;
        parser = MAPPER.getFactory().createParser(content).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
        statusJson = MAPPER.getFactory().createGenerator(status);
    }

    /** Reads a page to its end. It is unreadable if it is no JSON, or no page of rows. */
    static RowsPage parse(BoundedContent content, ChunkPool pool) throws IOException, UnreadablePageException {
        try {
            return new RowsPageParser(content, pool).page(content);
        } catch (NumberFormatException e) {
            // an exponent that no decimal can have: its syntax is right, so that it is no parse exception
            throw new UnreadablePageException("it has a number that is out of range");
        } catch (JsonProcessingException e) {
            // its own message is on several lines
            throw new UnreadablePageException("it is no JSON, or cut off: " + e.getOriginalMessage());
        }
    }

    private RowsPage page(BoundedContent content) throws IOException, UnreadablePageException {
        require(parser.nextToken() == JsonToken.START_OBJECT, "it is no JSON object");
        statusJson.writeStartObject();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            topLevel(parser.currentName());
        }
        // reads to the end of the body, so that the connection can be used again
        require(parser.nextToken() == null, "something follows its end");
        require(!hasResult || rows != null || isEmpty(), "its result has no rows");
        if (metadata != null) {
            statusJson.writeFieldName("result_metadata");
            statusJson.writeTree(metadata);
        }
        statusJson.writeEndObject();
        statusJson.close();
        return new RowsPage(
                new ResultHead(status(), texts("column_names"), texts("column_types")),
                hasResult,
                rows == null ? new PackedRows(pool, List.of(), List.of(), List.of(), 0) : rows,
                nextOffset,
                content.bytes());
    }

    private void topLevel(String name) throws IOException, UnreadablePageException {
        JsonToken value = parser.nextToken();
        switch (name) {
            case "result" -> result(value);
            case "next_offset" -> nextOffset = offset(value);
            case "next_uri" -> parser.skipChildren();
            default -> {
                statusJson.writeFieldName(name);
                copy(value);
                statusJson.flush();
                require(status.getBuffer().length() <= MAX_STATUS_LENGTH, "its status is over 1 MiB");
            }
        }
    }

    /** Jackson's own copy of a structure makes doubles of decimals. */
    private void copy(JsonToken value) throws IOException {
        int depth = 0;
        for (JsonToken token = value; ; token = parser.nextToken()) {
            statusJson.copyCurrentEventExact(parser);
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 0) {
                return;
            }
        }
    }

    private void result(JsonToken value) throws IOException, UnreadablePageException {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        require(value == JsonToken.START_OBJECT, "its result is no JSON object");
        require(!hasResult, "it has two results");
        hasResult = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if ("rows".equals(name) && token != JsonToken.VALUE_NULL) {
                require(token == JsonToken.START_ARRAY && rows == null, "its rows are no JSON array");
                rows = new RowsParser(parser, pool).rows();
            } else if ("metadata".equals(name)) {
                metadata = MAPPER.readTree(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Whether Dune says itself that the page has no rows; then {@code rows} may be missing. */
    private boolean isEmpty() {
        return metadata != null && metadata.path("row_count").asLong(-1) == 0;
    }

    private Long offset(JsonToken value) throws IOException, UnreadablePageException {
        if (value == JsonToken.VALUE_NULL) {
            return null;
        }
        require(
                value == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER,
                "its next_offset is no integer");
        return parser.getLongValue();
    }

    private ExecutionStatus status() throws UnreadablePageException {
        try {
            return ExecutionStatus.parse(status.toString());
        } catch (UnreadableStatusException e) {
            throw new UnreadablePageException(e.getMessage());
        }
    }

    private List<String> texts(String field) {
        return metadata == null ? List.of() : ResultHead.texts(metadata, field);
    }

    private static void require(boolean isSo, String otherwise) throws UnreadablePageException {
        if (!isSo) {
            throw new UnreadablePageException(otherwise);
        }
    }
}
