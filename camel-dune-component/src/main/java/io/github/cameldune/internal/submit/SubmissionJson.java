package io.github.cameldune.internal.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;

/**
 * A record as JSON text that a person can read, such as {@code {"phase":"started","token":"ID:414d…","executionId":"01…"}}.
 * Fields of later versions are ignored.
 */
final class SubmissionJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            // a column without Unicode would turn a letter into '?', and compare-and-set would never match again
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private SubmissionJson() {}

    static String write(SubmissionRecord record) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("phase", record.phase().name().toLowerCase(Locale.ROOT));
        if (record.token() != null) {
            root.put("token", record.token());
        }
        if (record.executionId() != null) {
            root.put("executionId", record.executionId());
            root.put("state", record.state());
        }
        root.put("at", record.at().toString());
        root.put("due", record.due().toString());
        root.put("expires", record.expires().toString());
        root.put("fingerprint", record.fingerprint());
        root.put("attempt", record.attempt());
        if (record.watched()) {
            root.put("watched", true);
        }
        try {
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values is always JSON", e);
        }
    }

    /**
     * Reads what {@link #write} or another version of it wrote. Throws a {@link WatchStoreException} that names the key, and
     * quotes nothing, if the text is no record.
     */
    static SubmissionRecord read(String key, String text) {
        try {
            JsonNode root = MAPPER.readTree(text);
            SubmissionRecord record = new SubmissionRecord(
                    SubmissionRecord.Phase.valueOf(required(root, "phase").toUpperCase(Locale.ROOT)),
                    root.path("token").textValue(),
                    required(root, "fingerprint"),
                    required(root, "attempt"),
                    Instant.parse(required(root, "at")),
                    Instant.parse(required(root, "due")),
                    Instant.parse(required(root, "expires")),
                    root.path("executionId").textValue(),
                    root.path("state").textValue(),
                    root.path("watched").asBoolean(false));
            if (record.phase() == SubmissionRecord.Phase.STARTED) {
                new ExecutionId(record.executionId());
                required(root, "state");
            }
            return record;
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            // no cause chained: Jackson's quotes the text, which holds business data
            throw new WatchStoreException(
                    "The watch store holds no readable record of a submission under " + key + " in the list "
                            + SubmissionLog.LIST + ": remove or repair that entry",
                    null);
        }
    }

    private static String required(JsonNode root, String field) {
        String text = root.path(field).textValue();
        if (text == null) {
            throw new IllegalArgumentException(field);
        }
        return text;
    }
}
