package io.github.cameldune.internal.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldune.client.ExecutionStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a result before its rows are given out. Immutable.
 *
 * @param status the status: its JSON is the answer without {@code result}, {@code next_uri} and {@code next_offset}, and
 *     with {@code result.metadata} as {@code result_metadata}
 * @param columnNames the columns, in order; empty when not sent
 * @param columnTypes their types; empty when not sent
 */
public record ResultHead(ExecutionStatus status, List<String> columnNames, List<String> columnTypes) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What a status says about a result. Without columns where they are not sent, or are not those of the rows. */
    static ResultHead of(ExecutionStatus status, boolean isOfAllColumns) {
        if (!isOfAllColumns) {
            return new ResultHead(status, List.of(), List.of());
        }
        try {
            JsonNode metadata = MAPPER.readTree(status.json()).path("result_metadata");
            return new ResultHead(status, texts(metadata, "column_names"), texts(metadata, "column_types"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a status that was read before", e);
        }
    }

    static List<String> texts(JsonNode metadata, String field) {
        List<String> texts = new ArrayList<>();
        metadata.path(field).forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }

    /** How many rows the whole result has, whatever part of it is read; null when not sent. */
    public Long totalRowCount() {
        return status.resultMetadata() == null ? null : status.resultMetadata().totalRowCount();
    }
}
