package io.github.cameldune.internal.management;

import io.github.cameldune.client.ExecutionState;
import io.github.cameldune.internal.client.Verdict;
import io.github.cameldune.internal.health.RowCounts;
import io.github.cameldune.internal.ratelimit.RateLimitSnapshot;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.watch.DetectionDelays;
import io.github.cameldune.internal.watch.WatchCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;

/**
 * The meters of one Camel context in one registry of Micrometer. Named and tagged as Camel's own meters are: {@code
 * camel.…}, with the tag {@code camelContext}. Loaded only where Micrometer is.
 */
final class DuneMeters implements Monitor.Listener {

    private final MeterRegistry registry;
    private final String context;
    private final Monitor monitor;
    private final Map<Object, List<Meter>> meters = new ConcurrentHashMap<>();

    DuneMeters(MeterRegistry registry, String context, Monitor monitor) {
        this.registry = registry;
        this.context = context;
        this.monitor = monitor;
    }

    @Override
    public void added(MonitoredKey key) {
        Tags tags = Tags.of("camelContext", context, "key", String.valueOf(key.number()));
        for (Verdict verdict : Verdict.values()) {
            Tags ofVerdict = tags.and("verdict", verdict.label());
            keep(
                    key,
                    FunctionCounter.builder("camel.dune.requests", key.requests(), counts -> counts.of(verdict))
                            .description("Requests to Dune that read, by what their answers mean")
                            .tags(ofVerdict)
                            .register(registry));
            keep(
                    key,
                    FunctionCounter.builder("camel.dune.submissions", key.submitted(), counts -> counts.of(verdict))
                            .description("Requests to Dune that start executions, by what their answers mean")
                            .tags(ofVerdict)
                            .register(registry));
        }
        rows(key, "camel.dune.rows", "Rows of results that were read", tags, RowCounts::rows);
        rows(key, "camel.dune.pages", "Pages of rows that were read", tags, RowCounts::pages);
        rows(key, "camel.dune.bytes", "Bytes of those pages", tags, RowCounts::bytes);
        rows(key, "camel.dune.pages.repeated", "Pages that were requested again", tags, RowCounts::repeated);
        limits(key, key.reads(), tags.and("limit", "reads"));
        limits(key, key.submissions(), tags.and("limit", "submissions"));
    }

    private void rows(MonitoredKey key, String name, String description, Tags tags, ToDoubleFunction<RowCounts> value) {
        keep(
                key,
                FunctionCounter.builder(name, key.rows(), value)
                        .description(description)
                        .tags(tags)
                        .register(registry));
    }

    private void limits(MonitoredKey key, RateLimiter limiter, Tags tags) {
        gauge(
                key,
                "camel.dune.rate.limit",
                "Requests a minute that the API key may make",
                limiter,
                tags,
                snapshot ->
                        // most monitoring systems have no infinity; without a limit there is no value
                        Double.isInfinite(snapshot.limit()) ? Double.NaN : snapshot.limit());
        gauge(key, "camel.dune.rate.used", "Requests of the last minute", limiter, tags, RateLimitSnapshot::lastMinute);
        gauge(
                key,
                "camel.dune.rate.waiting",
                "Producers that wait for a permit",
                limiter,
                tags,
                RateLimitSnapshot::waiting);
        gauge(key, "camel.dune.requests.active", "Requests in flight", limiter, tags, RateLimitSnapshot::inFlight);
        gauge(
                key,
                "camel.dune.rate.throttled",
                "1 while permits were short for most of the last minute",
                limiter,
                tags,
                snapshot -> snapshot.throttled() ? 1 : 0);
        gauge(
                key,
                "camel.dune.rate.paused",
                "1 while a 429 pauses every request",
                limiter,
                tags,
                snapshot -> snapshot.pausedUntil() == null ? 0 : 1);
        gauge(
                key,
                "camel.dune.polls.paused",
                "1 while a refused key pauses polls",
                limiter,
                tags,
                snapshot -> snapshot.pollsPausedUntil() == null ? 0 : 1);
    }

    private void gauge(
            MonitoredKey key,
            String name,
            String description,
            RateLimiter limiter,
            Tags tags,
            ToDoubleFunction<RateLimitSnapshot> value) {
        keep(
                key,
                Gauge.builder(name, limiter, used -> value.applyAsDouble(used.snapshot()))
                        .description(description)
                        .tags(tags)
                        .register(registry));
    }

    @Override
    public void removed(MonitoredKey key) {
        removeOf(key);
    }

    @Override
    public void removed(MonitoredList list) {
        removeOf(list);
    }

    private void removeOf(Object owner) {
        List<Meter> removed = meters.remove(owner);
        if (removed != null) {
            removed.forEach(registry::remove);
        }
    }

    @Override
    public void added(MonitoredList list) {
        Tags tags = Tags.of("camelContext", context, "watchList", list.name());
        for (ExecutionState state : ExecutionState.known()) {
            transitions(list, WatchCounts.shortName(state), tags);
        }
        transitions(list, WatchCounts.OTHER, tags);
        counter("camel.dune.exchanges", "Exchanges that consumers began", list, tags, WatchCounts::exchanges);
        counter(
                "camel.dune.exchanges.rejected",
                "Exchanges of consumers that failed or were rolled back",
                list,
                tags,
                WatchCounts::exchangesRejected);
        counter(
                "camel.dune.watches.expired",
                "Watches that ended without a terminal state",
                list,
                tags,
                WatchCounts::watchesExpired);
        keep(
                list,
                Gauge.builder("camel.dune.watches", monitor, all -> all.watches(list.name()))
                        .description("Executions that are being watched")
                        .tags(tags)
                        .register(registry));
        Timer delays = Timer.builder("camel.dune.detection.delay")
                .description("From the end of an execution until it was seen")
                .tags(tags)
                .serviceLevelObjectives(DetectionDelays.BOUNDS.toArray(Duration[]::new))
                .register(registry);
        keep(list, delays);
        list.counts().delays().addListener(delays::record);
    }

    private void transitions(MonitoredList list, String state, Tags tags) {
        counter(
                "camel.dune.transitions",
                "Transitions seen, by the state after",
                list,
                tags.and("state", state),
                counts -> counts.transitions(state));
    }

    private void counter(
            String name, String description, MonitoredList list, Tags tags, ToDoubleFunction<WatchCounts> value) {
        keep(
                list,
                FunctionCounter.builder(name, list.counts(), value)
                        .description(description)
                        .tags(tags)
                        .register(registry));
    }

    private void keep(Object owner, Meter meter) {
        meters.computeIfAbsent(owner, any -> new CopyOnWriteArrayList<>()).add(meter);
    }

    void close() {
        meters.keySet().forEach(this::removeOf);
    }
}
