package io.github.cameldune.internal.management;

import io.github.cameldune.internal.client.Verdict;
import io.github.cameldune.internal.health.StateNames;
import io.github.cameldune.internal.ratelimit.RateLimitSnapshot;
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
import java.util.function.Function;
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

    /** Registers meters of one owner, each reading one value of the owner's snapshot. */
    private final class Meters<T, S> {

        private final T owner;
        private final Function<T, S> snapshot;

        private Meters(T owner, Function<T, S> snapshot) {
            this.owner = owner;
            this.snapshot = snapshot;
        }

        private void counter(String name, String description, String unit, Tags tags, ToDoubleFunction<S> value) {
            keep(
                    owner,
                    FunctionCounter.builder(name, owner, one -> value.applyAsDouble(snapshot.apply(one)))
                            .description(description)
                            .baseUnit(unit)
                            .tags(tags)
                            .register(registry));
        }

        private void counts(
                String name,
                String description,
                Tags tags,
                String tag,
                Iterable<String> values,
                Function<S, Map<String, Long>> counts) {
            for (String value : values) {
                counter(name, description, null, tags.and(tag, value), now -> counts.apply(now)
                        .getOrDefault(value, 0L));
            }
        }

        private void gauge(String name, String description, String unit, Tags tags, ToDoubleFunction<S> value) {
            keep(
                    owner,
                    Gauge.builder(name, owner, one -> value.applyAsDouble(snapshot.apply(one)))
                            .description(description)
                            .baseUnit(unit)
                            .tags(tags)
                            .register(registry));
        }
    }

    @Override
    public synchronized void added(MonitoredKey key) {
        Meters<MonitoredKey, KeySnapshot> meters = new Meters<>(key, MonitoredKey::snapshot);
        Tags tags = Tags.of("camelContext", context, "key", String.valueOf(key.number()));
        List<String> verdicts =
                List.of(Verdict.values()).stream().map(Verdict::label).toList();
        meters.counts(
                "camel.dune.requests",
                "Requests to Dune that read, by what their answers mean",
                tags,
                "verdict",
                verdicts,
                KeySnapshot::requests);
        meters.counts(
                "camel.dune.submissions",
                "Requests to Dune that start executions, by what their answers mean",
                tags,
                "verdict",
                verdicts,
                KeySnapshot::submitted);
        meters.counts(
                "camel.dune.ends",
                "Executions whose end was seen, each once",
                tags,
                "state",
                StateNames.terminal(),
                KeySnapshot::ends);
        meters.counter("camel.dune.credits", "Credits that these cost", null, tags, KeySnapshot::credits);
        meters.counter("camel.dune.rows", "Rows of results that were read", null, tags, KeySnapshot::rows);
        meters.counter("camel.dune.pages", "Pages of rows that were read", null, tags, KeySnapshot::pages);
        meters.counter("camel.dune.bytes", "Bytes of these pages", null, tags, KeySnapshot::bytes);
        meters.counter(
                "camel.dune.pages.repeated", "Pages that were requested again", null, tags, KeySnapshot::pagesRepeated);
        meters.gauge(
                "camel.dune.polls.paused",
                "1 while a refused key pauses polls",
                null,
                tags,
                now -> now.reads().pollsPausedUntil() == null ? 0 : 1);
        limit(new Meters<>(key, one -> one.reads().snapshot()), tags.and("limit", "reads"));
        limit(new Meters<>(key, one -> one.submissions().snapshot()), tags.and("limit", "submissions"));
    }

    private void limit(Meters<MonitoredKey, RateLimitSnapshot> meters, Tags tags) {
        meters.gauge(
                "camel.dune.rate.limit",
                "Requests a minute that the API key may make; no value while no limit is known",
                null,
                tags,
                // most monitoring systems have no infinity
                now -> Double.isInfinite(now.limit()) ? Double.NaN : now.limit());
        meters.gauge("camel.dune.rate.used", "Requests of the last minute", null, tags, RateLimitSnapshot::lastMinute);
        meters.gauge(
                "camel.dune.rate.waiting", "Producers that wait for a permit", null, tags, RateLimitSnapshot::waiting);
        meters.gauge(
                "camel.dune.rate.throttled",
                "1 while permits were short for most of the last minute",
                null,
                tags,
                now -> now.throttled() ? 1 : 0);
        meters.gauge(
                "camel.dune.rate.paused",
                "1 while a 429 pauses every request",
                null,
                tags,
                now -> now.pausedUntil() == null ? 0 : 1);
        meters.gauge("camel.dune.requests.active", "Requests in flight", null, tags, RateLimitSnapshot::inFlight);
    }

    @Override
    public synchronized void added(MonitoredList list) {
        Meters<MonitoredList, ListSnapshot> meters = new Meters<>(list, MonitoredList::snapshot);
        Tags tags = Tags.of("camelContext", context, "watchList", list.name());
        meters.counts(
                "camel.dune.transitions",
                "Transitions seen, by the state after",
                tags,
                "state",
                StateNames.all(),
                ListSnapshot::transitions);
        meters.counter("camel.dune.exchanges", "Exchanges that consumers began", null, tags, ListSnapshot::exchanges);
        meters.counter(
                "camel.dune.exchanges.rejected",
                "Exchanges of consumers that failed or were rolled back",
                null,
                tags,
                ListSnapshot::exchangesRejected);
        meters.counter(
                "camel.dune.watches.expired",
                "Watches that ended without a terminal state",
                null,
                tags,
                ListSnapshot::watchesExpired);
        // of the consumers, whose watches are too many for the snapshot of each meter
        Meters<MonitoredList, String> watches = new Meters<>(list, MonitoredList::name);
        watches.gauge("camel.dune.watches", "Executions that are being watched", null, tags, monitor::watches);
        watches.gauge(
                "camel.dune.watches.oldest",
                "Age of the oldest watch; 0 without one",
                "seconds",
                tags,
                name -> monitor.oldestWatch(name).toMillis() / 1000.0);
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

    private void keep(Object owner, Meter meter) {
        onRemoval(owner, () -> registry.remove(meter));
    }

    private void onRemoval(Object owner, Runnable removal) {
        removals.computeIfAbsent(owner, any -> new ArrayList<>()).add(removal);
    }

    @Override
    public void removed(MonitoredKey key) {
        remove(key);
    }

    @Override
    public void removed(MonitoredList list) {
        remove(list);
    }

    private synchronized void remove(Object owner) {
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
        owners.forEach(this::remove);
    }
}
