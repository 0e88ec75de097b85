package io.github.cameldune.internal.management;

import io.github.cameldune.internal.client.Verdict;
import io.github.cameldune.internal.health.StateNames;
import io.github.cameldune.internal.ratelimit.RateLimitSnapshot;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The meters of one Camel context in one registry of Micrometer. Named and tagged as Camel's own meters are: {@code
 * camel.…}, with the tag {@code camelContext}. Loaded only where Micrometer is.
 */
final class DuneMeters implements Monitor.Listener {

    /** Of the histogram of detection delays. */
    private static final Duration[] BOUNDS = IntStream.of(1, 2, 5, 10, 20, 30, 60, 120, 300, 600)
            .mapToObj(Duration::ofSeconds)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final String context;
    private final Monitor monitor;
    /** What takes the meters of each key and list away; guarded by this. */
    private final Map<Object, List<Runnable>> removals = new HashMap<>();

    DuneMeters(MeterRegistry registry, String context, Monitor monitor) {
        this.registry = registry;
        this.context = context;
        this.monitor = monitor;
    }

    @Override
    public synchronized void added(MonitoredKey key) {
        Tags tags = Tags.of("camelContext", context, "key", String.valueOf(key.number()));
        for (Verdict verdict : Verdict.values()) {
            Tags ofVerdict = tags.and("verdict", verdict.label());
            counter(
                    key,
                    "camel.dune.requests",
                    "Requests to Dune that read, by what their answers mean",
                    ofVerdict,
                    one -> one.requests().of(verdict));
            counter(
                    key,
                    "camel.dune.submissions",
                    "Requests to Dune that start executions, by what their answers mean",
                    ofVerdict,
                    one -> one.submitted().of(verdict));
        }
        for (String state : StateNames.terminal()) {
            counter(
                    key,
                    "camel.dune.ends",
                    "Executions whose end was seen, each once",
                    tags.and("state", state),
                    one -> one.ends().byState().getOrDefault(state, 0L));
        }
        counter(key, "camel.dune.credits", "Credits that these cost", tags, one -> one.ends()
                .credits());
        counter(key, "camel.dune.rows", "Rows of results that were read", tags, one -> one.rows()
                .rows());
        counter(key, "camel.dune.pages", "Pages of rows that were read", tags, one -> one.rows()
                .pages());
        counter(key, "camel.dune.bytes", "Bytes of these pages", tags, one -> one.rows()
                .bytes());
        counter(key, "camel.dune.pages.repeated", "Pages that were requested again", tags, one -> one.rows()
                .repeated());
        gauge(
                key,
                "camel.dune.polls.paused",
                "1 while a refused key pauses polls",
                null,
                tags,
                one -> one.reads().snapshot().pollsPausedUntil() == null ? 0 : 1);
        limit(key, key.reads(), tags.and("limit", "reads"));
        limit(key, key.submissions(), tags.and("limit", "submissions"));
    }

    private void limit(MonitoredKey key, RateLimiter limiter, Tags tags) {
        limit(
                key,
                limiter,
                "camel.dune.rate.limit",
                "Requests a minute that the API key may make; no value while no limit is known",
                tags,
                // most monitoring systems have no infinity
                now -> Double.isInfinite(now.limit()) ? Double.NaN : now.limit());
        limit(key, limiter, "camel.dune.rate.used", "Requests of the last minute", tags, RateLimitSnapshot::lastMinute);
        limit(
                key,
                limiter,
                "camel.dune.rate.waiting",
                "Producers that wait for a permit",
                tags,
                RateLimitSnapshot::waiting);
        limit(
                key,
                limiter,
                "camel.dune.rate.throttled",
                "1 while permits were short for most of the last minute",
                tags,
                now -> now.throttled() ? 1 : 0);
        limit(
                key,
                limiter,
                "camel.dune.rate.paused",
                "1 while a 429 pauses every request",
                tags,
                now -> now.pausedUntil() == null ? 0 : 1);
        limit(key, limiter, "camel.dune.requests.active", "Requests in flight", tags, RateLimitSnapshot::inFlight);
    }

    private void limit(
            MonitoredKey key,
            RateLimiter limiter,
            String name,
            String description,
            Tags tags,
            ToDoubleFunction<RateLimitSnapshot> value) {
        gauge(key, name, description, null, tags, any -> value.applyAsDouble(limiter.snapshot()));
    }

    @Override
    public synchronized void added(MonitoredList list) {
        Tags tags = Tags.of("camelContext", context, "watchList", list.name());
        for (String state : StateNames.all()) {
            counter(
                    list,
                    "camel.dune.transitions",
                    "Transitions seen, by the state after",
                    tags.and("state", state),
                    one -> one.counts().transitions(state));
        }
        counter(list, "camel.dune.exchanges", "Exchanges that consumers began", tags, one -> one.counts()
                .exchanges());
        counter(
                list,
                "camel.dune.exchanges.rejected",
                "Exchanges of consumers that failed or were rolled back",
                tags,
                one -> one.counts().exchangesRejected());
        counter(
                list,
                "camel.dune.watches.expired",
                "Watches that ended without a terminal state",
                tags,
                one -> one.counts().watchesExpired());
        gauge(
                list,
                "camel.dune.watches",
                "Executions that are being watched",
                null,
                tags,
                one -> monitor.watches(one.name()));
        gauge(
                list,
                "camel.dune.watches.oldest",
                "Age of the oldest watch; 0 without one",
                "seconds",
                tags,
                one -> monitor.oldestWatch(one.name()).toMillis() / 1000.0);
        Timer timer = Timer.builder("camel.dune.detection.delay")
                .description("From the end of an execution until it was seen")
                .tags(tags)
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
        keep(list, timer);
        Consumer<Duration> record = timer::record;
        list.counts().delays().addListener(record);
        onRemoval(list, () -> list.counts().delays().removeListener(record));
    }

    private <T> void counter(T owner, String name, String description, Tags tags, ToDoubleFunction<T> value) {
        keep(
                owner,
                FunctionCounter.builder(name, owner, value)
                        .description(description)
                        .tags(tags)
                        .register(registry));
    }

    private <T> void gauge(
            T owner, String name, String description, String unit, Tags tags, ToDoubleFunction<T> value) {
        keep(
                owner,
                Gauge.builder(name, owner, value)
                        .description(description)
                        .baseUnit(unit)
                        .tags(tags)
                        .register(registry));
    }

    private void keep(Object owner, Meter meter) {
        onRemoval(owner, () -> registry.remove(meter));
    }

    private void onRemoval(Object owner, Runnable removal) {
        removals.computeIfAbsent(owner, any -> new ArrayList<>()).add(removal);
    }

    @Override
    public synchronized void removed(Object owner) {
        List<Runnable> all = removals.remove(owner);
        if (all != null) {
            all.forEach(Runnable::run);
        }
    }

    void close() {
        monitor.stopListening();
        List<Object> owners;
        synchronized (this) {
            owners = List.copyOf(removals.keySet());
        }
        owners.forEach(this::removed);
    }
}
