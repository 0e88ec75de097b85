package io.github.cameldune.management;

import io.github.cameldune.client.ExecutionState;
import io.github.cameldune.client.Outcome;
import io.github.cameldune.schedule.BudgetFigures;
import io.github.cameldune.watch.DetectionDelays;
import io.github.cameldune.watch.WatchCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
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
    private final List<Meter> meters = new CopyOnWriteArrayList<>();

    DuneMeters(MeterRegistry registry, String context, Monitor monitor) {
        this.registry = registry;
        this.context = context;
        this.monitor = monitor;
    }

    @Override
    public void added(MonitoredBudget budget) {
        Tags tags = Tags.of("camelContext", context, "budget", String.valueOf(budget.number()));
        for (Outcome outcome : Outcome.values()) {
            keep(FunctionCounter.builder("camel.dune.requests", budget.requests(), counts -> counts.of(outcome))
                    .description("Requests to Dune by outcome")
                    .tags(tags.and("outcome", outcome.label()))
                    .register(registry));
        }
        gauge(
                "camel.dune.budget.limit",
                "Requests a minute that the API key may make",
                budget,
                tags,
                figures ->
                        // most monitoring systems have no infinity; without a limit there is no value
                        Double.isInfinite(figures.limit()) ? Double.NaN : figures.limit());
        gauge(
                "camel.dune.budget.tokens",
                "Requests that could be made at once",
                budget,
                tags,
                figures -> Double.isInfinite(figures.tokens()) ? Double.NaN : figures.tokens());
        gauge("camel.dune.budget.used", "Requests of the last minute", budget, tags, BudgetFigures::lastMinute);
        gauge("camel.dune.budget.waiting", "Producers that wait for a permit", budget, tags, BudgetFigures::waiting);
        gauge("camel.dune.requests.active", "Requests under way", budget, tags, BudgetFigures::underWay);
        keep(Gauge.builder(
                        "camel.dune.budget.paused",
                        budget,
                        paused -> paused.pausedUntil().isPresent() ? 1 : 0)
                .description("1 while a 429 keeps everybody from asking")
                .tags(tags)
                .register(registry));
        keep(Gauge.builder(
                        "camel.dune.watching.paused",
                        budget,
                        paused -> paused.watchingPausedUntil().isPresent() ? 1 : 0)
                .description("1 while a 401, 402 or 403 keeps consumers from asking")
                .tags(tags)
                .register(registry));
    }

    private void gauge(
            String name, String description, MonitoredBudget budget, Tags tags, ToDoubleFunction<BudgetFigures> value) {
        keep(Gauge.builder(name, budget, used -> value.applyAsDouble(used.figures()))
                .description(description)
                .tags(tags)
                .register(registry));
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
                "camel.dune.exchanges.failed",
                "Exchanges of consumers that failed or were rolled back",
                list,
                tags,
                WatchCounts::exchangesFailed);
        counter(
                "camel.dune.watches.given.up",
                "Watches that ended without a terminal state",
                list,
                tags,
                WatchCounts::watchesGivenUp);
        keep(Gauge.builder("camel.dune.watches", monitor, all -> all.watches(list.name()))
                .description("Executions that are being watched")
                .tags(tags)
                .register(registry));
        Timer delays = Timer.builder("camel.dune.detection.delay")
                .description("From the end of an execution until it was seen")
                .tags(tags)
                .serviceLevelObjectives(DetectionDelays.BOUNDS.toArray(Duration[]::new))
                .register(registry);
        keep(delays);
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
        keep(FunctionCounter.builder(name, list.counts(), value)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    private void keep(Meter meter) {
        meters.add(meter);
    }

    void close() {
        meters.forEach(registry::remove);
        meters.clear();
    }
}
