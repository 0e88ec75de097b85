package io.github.cameldune.internal.latest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionId;
import java.util.ArrayList;
import java.util.List;

/**
 * What the store holds of one query: JSON text such as {@code {"last":"01…","pending":["01…"]}}. Immutable.
 *
 * @param last the execution delivered last; null before the first
 * @param pending executions that were found and not delivered yet, in order
 */
record LatestRecord(ExecutionId last, List<ExecutionId> pending) {

    static final LatestRecord EMPTY = new LatestRecord(null, List.of());

    private static final ObjectMapper MAPPER = new ObjectMapper();

    LatestRecord {
        pending = List.copyOf(pending);
    }

    /**
     * Reads the text of a store, null if there is none. Throws a {@link WatchStoreException} that names the query if the text
     * is something else.
     */
    static LatestRecord read(long queryId, String text) {
        if (text == null) {
            return EMPTY;
        }
        try {
            JsonNode root = MAPPER.readTree(text);
            if (root == null || !root.isObject()) {
                throw unreadable(queryId, null);
            }
            List<ExecutionId> pending = new ArrayList<>();
            root.path("pending").forEach(id -> pending.add(new ExecutionId(id.asText())));
            JsonNode last = root.get("last");
            return new LatestRecord(last == null ? null : new ExecutionId(last.asText()), pending);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw unreadable(queryId, e);
        }
    }

    private static WatchStoreException unreadable(long queryId, Exception cause) {
        return new WatchStoreException(
                "What the watch store holds of the latest execution of query " + queryId
                        + " cannot be read. Remove it to begin anew: the latest execution is delivered again then",
                cause);
    }

    String text() {
        ObjectNode root = MAPPER.createObjectNode();
        if (last != null) {
            root.put("last", last.value());
        }
        if (!pending.isEmpty()) {
            ArrayNode ids = root.putArray("pending");
            pending.forEach(id -> ids.add(id.value()));
        }
        return root.toString();
    }

    boolean knows(ExecutionId id) {
        return id.equals(last) || pending.contains(id);
    }

    /** With an execution that is to be delivered. */
    LatestRecord found(ExecutionId id) {
        List<ExecutionId> more = new ArrayList<>(pending);
        more.add(id);
        return new LatestRecord(last, more);
    }

    /** Once an execution was delivered. */
    LatestRecord delivered(ExecutionId id) {
        return new LatestRecord(
                id, pending.stream().filter(other -> !other.equals(id)).toList());
    }
}
