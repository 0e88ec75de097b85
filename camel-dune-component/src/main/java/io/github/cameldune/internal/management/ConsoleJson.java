package io.github.cameldune.internal.management;

import io.github.cameldune.internal.ratelimit.RateLimitSnapshot;
import io.github.cameldune.internal.watch.DetectionDelays;
import io.github.cameldune.internal.watch.WatchCounts;
import io.github.cameldune.internal.watch.WatchSnapshot;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** The dev console as JSON. What is not known has no field; instants are ISO 8601. */
final class ConsoleJson {

    private ConsoleJson() {}

    static JsonObject of(Monitor monitor, ConsoleOptions options) {
        JsonObject root = new JsonObject();
        root.put("consumers", array(monitor.consumers(), consumer -> consumer(consumer, options)));
        root.put("watchLists", array(monitor.lists(), ConsoleJson::list));
        root.put("apiKeys", array(monitor.keys(), ConsoleJson::key));
        return root;
    }

    private static <T> JsonArray array(List<T> all, Function<T, JsonObject> json) {
        return new JsonArray(all.stream().map(json).toList());
    }

    private static JsonObject consumer(MonitoredConsumer consumer, ConsoleOptions options) {
        List<WatchSnapshot> watches = consumer.watches();
        List<WatchSnapshot> matching = options.matching(watches);
        JsonObject json = new JsonObject();
        put(json, "routeId", consumer.routeId());
        json.put("uri", consumer.endpoint());
        json.put("watchList", consumer.list().name());
        json.put("size", watches.size());
        json.put("matching", matching.size());
        json.put("watches", array(matching.stream().limit(options.limit()).toList(), WatchColumns::json));
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
        DetectionDelays.Summary delays = counts.delays().summary();
        JsonObject delay = new JsonObject();
        delay.put("count", delays.count());
        if (delays.count() > 0) {
            delay.put("meanMillis", delays.mean().toMillis());
            delay.put("longestMillis", delays.longest().toMillis());
        }
        json.put("detectionDelay", delay);
        return json;
    }

    private static JsonObject key(MonitoredKey key) {
        RateLimitSnapshot reads = key.reads().snapshot();
        JsonObject json = new JsonObject();
        json.put("number", key.number());
        json.put("endpoints", new JsonArray(key.endpoints().get()));
        json.put("reads", limit(reads));
        json.put("submissions", limit(key.submissions().snapshot()));
        put(json, "pollsPausedUntil", WatchColumns.text(reads.pollsPausedUntil()));
        json.put("requestsByVerdict", new JsonObject(key.requests().byVerdict()));
        json.put("submissionsByVerdict", new JsonObject(key.submitted().byVerdict()));
        json.put("endsByState", new JsonObject(key.ends().byState()));
        json.put("credits", key.ends().credits());
        json.put("rows", key.rows().rows());
        json.put("pages", key.rows().pages());
        json.put("bytes", key.rows().bytes());
        json.put("pagesRepeated", key.rows().repeated());
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
