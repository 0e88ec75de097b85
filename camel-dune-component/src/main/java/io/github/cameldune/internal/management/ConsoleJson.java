package io.github.cameldune.internal.management;

import io.github.cameldune.internal.ratelimit.RateLimitSnapshot;
import io.github.cameldune.internal.watch.DetectionDelays;
import io.github.cameldune.internal.watch.WatchCounts;
import io.github.cameldune.internal.watch.WatchSnapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** The dev console as JSON. What is not known has no field; instants are ISO 8601. */
final class ConsoleJson {

    private ConsoleJson() {}

    static JsonObject of(Monitor monitor, ConsoleOptions options) {
        JsonObject root = new JsonObject();
        JsonArray consumers = new JsonArray();
        monitor.consumers().forEach(consumer -> consumers.add(consumer(consumer, options)));
        root.put("consumers", consumers);
        JsonArray lists = new JsonArray();
        monitor.lists().forEach(list -> lists.add(list(list)));
        root.put("watchLists", lists);
        JsonArray keys = new JsonArray();
        monitor.keys().forEach(key -> keys.add(key(key)));
        root.put("apiKeys", keys);
        return root;
    }

    private static JsonObject consumer(MonitoredConsumer consumer, ConsoleOptions options) {
        List<WatchSnapshot> all = consumer.watcher().snapshots();
        List<WatchSnapshot> matching = options.matching(all);
        JsonObject json = new JsonObject();
        put(json, "routeId", consumer.routeId());
        json.put("uri", consumer.endpoint());
        json.put("watchList", consumer.list().name());
        json.put("size", all.size());
        json.put("matching", matching.size());
        JsonArray watches = new JsonArray();
        matching.stream().limit(options.limit()).forEach(watch -> watches.add(watch(watch)));
        json.put("watches", watches);
        return json;
    }

    private static JsonObject watch(WatchSnapshot watch) {
        JsonObject json = new JsonObject();
        json.put("executionId", watch.executionId().value());
        put(json, "state", watch.state());
        json.put("ageSeconds", watch.age().toSeconds());
        put(json, "registeredAt", text(watch.registeredAt()));
        put(json, "lastPolled", text(watch.lastPolled()));
        put(json, "nextPoll", text(watch.nextPoll()));
        json.put("errorsInRow", watch.errorsInRow());
        json.put("pending", watch.pending());
        json.put("deliveriesFailed", watch.deliveriesFailed());
        return json;
    }

    private static JsonObject list(MonitoredList list) {
        WatchCounts counts = list.counts();
        JsonObject json = new JsonObject();
        json.put("name", list.name());
        json.put("transitions", new JsonObject(counts.transitions()));
        json.put("exchanges", counts.exchanges());
        json.put("exchangesRejected", counts.exchangesRejected());
        json.put("watchesExpired", counts.watchesExpired());
        json.put("detectionDelay", delays(counts.delays()));
        return json;
    }

    private static JsonObject delays(DetectionDelays delays) {
        JsonObject json = new JsonObject();
        json.put("count", delays.count());
        delays.mean().ifPresent(mean -> json.put("meanMillis", mean.toMillis()));
        delays.longest().ifPresent(longest -> json.put("longestMillis", longest.toMillis()));
        JsonObject atMost = new JsonObject();
        delays.cumulative().forEach((bound, count) -> atMost.put(bound.toSeconds() + "s", count));
        json.put("atMost", atMost);
        return json;
    }

    private static JsonObject key(MonitoredKey key) {
        RateLimitSnapshot limit = key.reads().snapshot();
        JsonObject json = new JsonObject();
        json.put("number", key.number());
        json.put("endpoints", new JsonArray(key.endpoints().get()));
        // JSON knows no infinity
        if (!Double.isInfinite(limit.limit())) {
            json.put("limit", limit.limit());
            json.put("discovered", limit.discovered());
            json.put("tokens", limit.tokens());
        }
        json.put("lastMinute", limit.lastMinute());
        json.put("inFlight", limit.inFlight());
        json.put("waiting", limit.waiting());
        json.put("throttled", limit.throttled());
        put(json, "pausedUntil", text(limit.pausedUntil()));
        put(json, "pollsPausedUntil", text(limit.pollsPausedUntil()));
        json.put("requests", new JsonObject(key.requests().byVerdict()));
        return json;
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static void put(JsonObject json, String name, String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
