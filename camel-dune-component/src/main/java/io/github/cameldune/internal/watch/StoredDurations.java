package io.github.cameldune.internal.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldune.internal.schedule.learning.QueryDurations;
import io.github.cameldune.watch.store.WatchStore;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps learned durations in the watch store, so that a restart does not forget them: as {@code {"seconds":[12.1,13.0]}}
 * under the query id, in a list of their own. A failure costs what was learned and nothing else. Thread-safe.
 */
final class StoredDurations {

    /** The name of the list, which no watch list can have. */
    static final String LIST = "dune:durations";

    private static final Logger LOG = LoggerFactory.getLogger(StoredDurations.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SECONDS = "seconds";
    private static final int MOST_TRIES = 3;

    private final WatchStore store;
    private final QueryDurations durations;

    StoredDurations(WatchStore store, QueryDurations durations) {
        this.store = store;
        this.durations = durations;
    }

    void load() {
        try {
            store.load(LIST).forEach(this::restore);
        } catch (RuntimeException e) {
            LOG.debug("Learned durations could not be read", e);
        }
    }

    private void restore(String queryId, String json) {
        try {
            List<Double> seconds = new ArrayList<>();
            for (JsonNode value : MAPPER.readTree(json).path(SECONDS)) {
                seconds.add(value.asDouble(-1));
            }
            durations.restore(Long.parseLong(queryId), seconds);
        } catch (JsonProcessingException | NumberFormatException e) {
            LOG.debug("Learned durations of query {} are unreadable", queryId);
        }
    }

    /** Writes what is known of a query. */
    void save(long queryId) {
        List<Double> known = durations.durations(queryId);
        if (known.isEmpty()) {
            return;
        }
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode seconds = root.putArray(SECONDS);
        // a tenth of a second is more exact than durations repeat
        known.forEach(value -> seconds.add(Math.round(value * 10) / 10.0));
        try {
            put(Long.toString(queryId), root.toString());
        } catch (RuntimeException e) {
            LOG.debug("Learned durations of query {} could not be written", queryId, e);
        }
    }

    private void put(String key, String text) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            String before = store.get(LIST, key);
            if (before == null ? store.putIfAbsent(LIST, key, text) : store.replace(LIST, key, before, text)) {
                return;
            }
        }
    }
}
