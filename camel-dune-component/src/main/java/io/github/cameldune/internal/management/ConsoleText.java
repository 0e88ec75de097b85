package io.github.cameldune.internal.management;

import io.github.cameldune.client.ExecutionState;
import io.github.cameldune.internal.health.RowCounts;
import io.github.cameldune.internal.ratelimit.RateLimitSnapshot;
import io.github.cameldune.internal.watch.DetectionDelays;
import io.github.cameldune.internal.watch.WatchCounts;
import io.github.cameldune.internal.watch.WatchSnapshot;
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
    private final Instant now;

    private ConsoleText(Instant now) {
        this.now = now;
    }

    static String of(Monitor monitor, ConsoleOptions options) {
        ConsoleText page = new ConsoleText(monitor.now());
        monitor.consumers().forEach(consumer -> page.add(consumer, options));
        monitor.lists().forEach(page::add);
        monitor.keys().forEach(page::add);
        return page.text.toString().stripTrailing();
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private void add(MonitoredConsumer consumer, ConsoleOptions options) {
        List<WatchSnapshot> watches = consumer.watches();
        List<WatchSnapshot> matching = options.matching(watches);
        line("Consumer of route %s", consumer.routeId());
        line("    From: %s", consumer.endpoint());
        line("    Watch List: %s", consumer.list().name());
        line("    Watches: %d", watches.size());
        if (options.filter() != null) {
            line("    Matching: %d", matching.size());
        }
        if (!matching.isEmpty()) {
            line(
                    "    %-26s  %-15s %8s %10s %10s %6s %7s",
                    "EXECUTION", "STATE", "AGE", "POLLED", "NEXT", "ERRORS", "PENDING");
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
                watch.lastPolled() == null ? "-" : print(Duration.between(watch.lastPolled(), now)) + " ago",
                due(watch.nextPoll()),
                watch.errorsInARow(),
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
        DetectionDelays.Summary delays = counts.delays().summary();
        line("Watch List %s", list.name());
        line("    Transitions: %s", print(counts.transitions()));
        line("    Exchanges: %d (rejected: %d)", counts.exchanges(), counts.exchangesRejected());
        line("    Watches Expired: %d", counts.watchesExpired());
        line(
                "    Detection Delay: %d (mean: %s longest: %s)",
                delays.count(), printMillis(delays.mean()), printMillis(delays.longest()));
        line("");
    }

    private void add(MonitoredKey key) {
        RateLimitSnapshot reads = key.reads().snapshot();
        RowCounts rows = key.rows();
        line("API Key %d", key.number());
        key.endpoints().get().forEach(endpoint -> line("    Used By: %s", endpoint));
        add("Reads", reads, key.requests().byVerdict());
        if (reads.pollsPausedUntil() != null) {
            line("        Polls Paused By A Refused Key: go on %s", due(reads.pollsPausedUntil()));
        }
        add("Submissions", key.submissions().snapshot(), key.submitted().byVerdict());
        line("    Ends: %s", print(key.ends().byState()));
        line("    Credits: %.3f", key.ends().credits());
        line(
                "    Rows: %d (pages: %d bytes: %d repeated: %d)",
                rows.rows(), rows.pages(), rows.bytes(), rows.repeated());
        line("");
    }

    private void add(String what, RateLimitSnapshot limit, Map<String, Long> requests) {
        line(
                "    %s: %s",
                what,
                Double.isInfinite(limit.limit())
                        ? "no limit is known"
                        : String.format(
                                Locale.ROOT,
                                "%.0f a minute (%s), tokens: %.1f",
                                limit.limit(),
                                limit.discovered() ? "discovered" : "configured",
                                limit.tokens()));
        line(
                "        Last Minute: %d, In Flight: %d, Waiting: %d, Throttled: %s",
                limit.lastMinute(), limit.inFlight(), limit.waiting(), limit.throttled());
        line("        Requests: %s", print(requests));
        if (limit.pausedUntil() != null) {
            line("        Paused By 429: goes on %s", due(limit.pausedUntil()));
        }
    }

    private static String print(Map<String, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(count -> count.getKey() + ": " + count.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String printMillis(Duration duration) {
        return duration == null ? "-" : TimeUtils.printDuration(duration, true);
    }

    /** Milliseconds are shown only below a second. */
    private static String print(Duration duration) {
        Duration shown = duration.isNegative() ? Duration.ZERO : duration;
        return TimeUtils.printDuration(shown, shown.toSeconds() == 0);
    }
}
