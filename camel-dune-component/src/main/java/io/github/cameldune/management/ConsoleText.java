package io.github.cameldune.management;

import io.github.cameldune.client.ExecutionState;
import io.github.cameldune.schedule.BudgetFigures;
import io.github.cameldune.watch.DetectionDelays;
import io.github.cameldune.watch.WatchCounts;
import io.github.cameldune.watch.WatchSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.util.TimeUtils;

/** The dev console as text, for people: instants are told as the time until then or since. */
final class ConsoleText {

    private final StringBuilder text = new StringBuilder();
    private final Instant now = Instant.now();

    private ConsoleText() {}

    static String of(Monitor monitor, ConsoleOptions options) {
        ConsoleText page = new ConsoleText();
        monitor.consumers().forEach(consumer -> page.add(consumer, options));
        monitor.lists().forEach(page::add);
        monitor.budgets().forEach(page::add);
        return page.text.toString().stripTrailing();
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private void add(MonitoredConsumer consumer, ConsoleOptions options) {
        List<WatchSnapshot> all = consumer.watcher().snapshots();
        List<WatchSnapshot> matching = options.matching(all);
        line("Consumer of route %s", consumer.routeId());
        line("    From: %s", consumer.endpoint());
        line("    Watch List: %s", consumer.list().name());
        line("    Watches: %d", all.size());
        if (options.filter() != null) {
            line("    Matching: %d", matching.size());
        }
        if (!matching.isEmpty()) {
            line(
                    "    %-26s  %-15s %8s %10s %10s %6s %7s",
                    "EXECUTION", "STATE", "AGE", "ASKED", "DUE", "ERRORS", "PENDING");
        }
        matching.stream().limit(options.limit()).forEach(this::add);
        if (matching.size() > options.limit()) {
            line("    and %d more: raise limit, or give a filter", matching.size() - options.limit());
        }
        line("");
    }

    private void add(WatchSnapshot watch) {
        line(
                "    %-26s  %-15s %8s %10s %10s %6d %7d%s",
                watch.executionId(),
                watch.state() == null ? "-" : watch.state().replaceFirst("^" + ExecutionState.PREFIX, ""),
                print(watch.age()),
                watch.lastAsked() == null ? "-" : print(Duration.between(watch.lastAsked(), now)) + " ago",
                due(watch.nextDue()),
                watch.errorsInRow(),
                watch.pending(),
                watch.deliveriesFailed() == 0 ? "" : " (delivery failed " + watch.deliveriesFailed() + " times)");
    }

    private String due(Instant instant) {
        if (instant == null) {
            return "-";
        }
        return instant.isAfter(now) ? "in " + print(Duration.between(now, instant)) : "now";
    }

    private void add(MonitoredList list) {
        WatchCounts counts = list.counts();
        DetectionDelays delays = counts.delays();
        line("Watch List %s", list.name());
        line("    Transitions: %s", print(counts.transitions()));
        line("    Exchanges: %d (failed: %d)", counts.exchanges(), counts.exchangesFailed());
        line("    Watches Given Up: %d", counts.watchesGivenUp());
        line(
                "    Detection Delay: %s (mean: %s longest: %s)",
                delays.count(),
                delays.mean().map(mean -> TimeUtils.printDuration(mean, true)).orElse("-"),
                delays.longest()
                        .map(longest -> TimeUtils.printDuration(longest, true))
                        .orElse("-"));
        line("");
    }

    private void add(MonitoredBudget budget) {
        BudgetFigures figures = budget.figures();
        boolean limited = !Double.isInfinite(figures.limit());
        line("Budget %d", budget.number());
        budget.endpoints().forEach(endpoint -> line("    Used By: %s", endpoint));
        if (limited) {
            line("    Limit: %.0f a minute (%s)", figures.limit(), figures.discovered() ? "discovered" : "configured");
            line("    Tokens: %.1f", figures.tokens());
        } else {
            line("    Limit: none is known");
        }
        line("    Last Minute: %d", figures.lastMinute());
        line("    Under Way: %d", figures.underWay());
        line("    Waiting: %d", figures.waiting());
        line("    Tight: %s", figures.tight());
        budget.pausedUntil().ifPresent(until -> line("    Paused By 429: goes on %s", due(until)));
        budget.watchingPausedUntil()
                .ifPresent(until -> line("    Watching Paused By 401, 402 or 403: goes on %s", due(until)));
        line("    Requests: %s", print(budget.requests().byOutcome()));
        line("");
    }

    private static String print(Map<String, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(count -> count.getKey() + ": " + count.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** Of what is longer than a second, nobody reads the milliseconds. */
    private static String print(Duration duration) {
        Duration shown = duration.isNegative() ? Duration.ZERO : duration;
        return TimeUtils.printDuration(shown, shown.toSeconds() == 0);
    }
}
