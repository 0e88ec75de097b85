package io.github.cameldune.internal.management;

import io.github.cameldune.internal.ratelimit.RateLimitSnapshot;
import io.github.cameldune.internal.watch.DetectionDelays;
import io.github.cameldune.internal.watch.WatchSnapshot;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** The dev console as JSON. What is not known has no field; instants are ISO 8601. */
final class ConsoleJson {

    private ConsoleJson() {}

    static JsonObject of(Snapshot snapshot, ConsoleOptions options) {
        JsonObject root = new JsonObject();
        root.put("consumers", array(snapshot.consumers(), consumer -> consumer(consumer, options)));
        root.put("watchLists", array(snapshot.lists(), ConsoleJson::list));
        root.put("apiKeys", array(snapshot.keys(), ConsoleJson::key));
        return root;
    }

    private static <T> JsonArray array(List<T> all, Function<T, JsonObject> json) {
        return new JsonArray(all.stream().map(json).toList());
    }

    private static JsonObject consumer(ConsumerSnapshot consumer, ConsoleOptions options) {
        List<WatchSnapshot> matching = options.matching(consumer.watches());
        JsonObject json = new JsonObject();
        put(json, "routeId", consumer.routeId());
        json.put("uri", consumer.endpoint());
        json.put("watchList", consumer.watchList());
        json.put("size", consumer.watches().size());
        json.put("matching", matching.size());
        json.put("watches", array(matching.stream().limit(options.limit()).toList(), WatchColumns::json));
        return json;
    }

    private static JsonObject list(ListSnapshot list) {
        JsonObject json = new JsonObject();
        json.put("name", list.name());
        json.put("transitions", new JsonObject(list.transitions()));
        json.put("exchanges", list.exchanges());
        json.put("exchangesRejected", list.exchangesRejected());
        json.put("watchesExpired", list.watchesExpired());
        DetectionDelays.Summary delays = list.delays();
        JsonObject delay = new JsonObject();
        delay.put("count", delays.count());
        if (delays.count() > 0) {
            delay.put("meanMillis", delays.mean().toMillis());
            delay.put("longestMillis", delays.longest().toMillis());
        }
        json.put("detectionDelay", delay);
        return json;
    }

    private static JsonObject key(KeySnapshot key) {
        JsonObject json = new JsonObject();
        json.put("number", key.number());
        json.put("endpoints", new JsonArray(key.endpoints()));
        json.put("reads", limit(key.reads()));
        json.put("submissions", limit(key.submissions()));
        put(json, "pollsPausedUntil", WatchColumns.text(key.reads().pollsPausedUntil()));
        json.put("requestsByVerdict", new JsonObject(key.requests()));
        json.put("submissionsByVerdict", new JsonObject(key.submitted()));
        json.put("endsByState", new JsonObject(key.ends()));
        json.put("credits", key.credits());
        json.put("rows", key.rows());
        json.put("pages", key.pages());
        json.put("bytes", key.bytes());
        json.put("pagesRepeated", key.pagesRepeated());
        return json;
    }

    private static JsonObject limit(RateLimitSnapshot limit) {
        JsonObject json = new JsonObject();
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
        put(json, "pausedUntil", WatchColumns.text(limit.pausedUntil()));
        return json;
    }

    private static void put(JsonObject json, String name, String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
