package io.github.cameldune.internal.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * A watch as JSON text that a person can read, such as {@code {"executionId":"01…","registeredAt":"2026-…","lastState":
 * "QUERY_STATE_PENDING","headers":{"OrderId":{"type":"String","text":"A-17"}}}}. Fields of later versions are ignored;
 * nothing is turned into a class that the text names.
 */
final class WatchJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // a column without Unicode would turn a letter into '?', and compare-and-set would never match again
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private WatchJson() {}

    static String write(Watch watch) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("executionId", watch.executionId().value());
        root.put("registeredAt", watch.registeredAt().toString());
        if (watch.timeout() != null) {
            root.put("timeout", watch.timeout().toString());
        }
        if (watch.lastState() != null) {
            root.put("lastState", watch.lastState());
        }
        if (watch.pinned()) {
            root.put("pinned", true);
        }
        if (watch.ended()) {
            root.put("ended", true);
        }
        if (watch.queryId() != null) {
            root.put("queryId", watch.queryId());
        }
        CorrelationJson.write(watch.correlation(), root);
        try {
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values is always JSON", e);
        }
    }

    /**
     * Reads what {@link #write} or another version of it wrote. The id that the text is stored under counts.
     *
     * @throws WatchStoreException if the text is no watch; it names the execution and quotes nothing
     */
    static Watch read(ExecutionId id, String text) {
        try {
            JsonNode root = MAPPER.readTree(text);
            if (root == null || !root.path("registeredAt").isTextual()) {
                throw unreadable(id, null);
            }
            JsonNode timeout = root.path("timeout");
            String lastState = root.path("lastState").textValue();
            JsonNode queryId = root.path("queryId");
            return new Watch(
                    id,
                    instant(root.path("registeredAt").textValue()),
                    timeout.isTextual() ? Duration.parse(timeout.textValue()) : null,
                    // states are few: one text for all the watches that have it
                    lastState == null ? null : lastState.intern(),
                    root.path("pinned").asBoolean(false),
                    root.path("ended").asBoolean(false),
                    queryId.isIntegralNumber() && queryId.canConvertToLong() ? queryId.longValue() : null,
                    CorrelationJson.read(root));
        } catch (JsonProcessingException | DateTimeException | ArithmeticException e) {
            throw unreadable(id, e);
        }
    }

    /** Only years 1 to 9999: near the bounds of an instant, adding a duration would overflow. */
    private static Instant instant(String text) {
        Instant instant = Instant.parse(text);
        if (instant.atOffset(ZoneOffset.UTC).getYear() < 1
                || instant.atOffset(ZoneOffset.UTC).getYear() > 9999) {
            throw new DateTimeException("a year that is none");
        }
        return instant;
    }

    private static WatchStoreException unreadable(ExecutionId id, Exception cause) {
        // no cause chained: Jackson's quotes the text, which holds business data
        return new WatchStoreException(
                "The watch store holds no readable watch for execution " + id + " ("
                        + (cause == null ? "no registeredAt" : cause.getClass().getSimpleName())
                        + "): remove or repair that entry",
                null);
    }
}
