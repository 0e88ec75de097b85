package io.github.cameldune.management;

import io.github.cameldune.schedule.BudgetFigures;
import io.github.cameldune.watch.DetectionDelays;
import io.github.cameldune.watch.WatchCounts;
import io.github.cameldune.watch.WatchSnapshot;
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
        JsonArray budgets = new JsonArray();
        monitor.budgets().forEach(budget -> budgets.add(budget(budget)));
        root.put("budgets", budgets);
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
        put(json, "lastAsked", text(watch.lastAsked()));
        put(json, "nextDue", text(watch.nextDue()));
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
        json.put("exchangesFailed", counts.exchangesFailed());
        json.put("watchesGivenUp", counts.watchesGivenUp());
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

    private static JsonObject budget(MonitoredBudget budget) {
        BudgetFigures figures = budget.figures();
        JsonObject json = new JsonObject();
        json.put("number", budget.number());
        json.put("endpoints", new JsonArray(budget.endpoints()));
        // JSON knows no infinity
        if (!Double.isInfinite(figures.limit())) {
            json.put("limit", figures.limit());
            json.put("discovered", figures.discovered());
            json.put("tokens", figures.tokens());
        }
        json.put("lastMinute", figures.lastMinute());
        json.put("underWay", figures.underWay());
        json.put("waiting", figures.waiting());
        json.put("tight", figures.tight());
        put(json, "pausedUntil", text(budget.pausedUntil().orElse(null)));
        put(json, "watchingPausedUntil", text(budget.watchingPausedUntil().orElse(null)));
        json.put("requests", new JsonObject(budget.requests().byOutcome()));
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
