package io.github.cameldune.internal.watch;

import io.github.cameldune.client.ExecutionState;
import io.github.cameldune.internal.health.StateNames;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the watches of one list, since the start; a consumer that is stopped and started goes on counting.
 * Thread-safe.
 */
public final class WatchCounts {

    private final Map<String, LongAdder> transitions = new ConcurrentHashMap<>();
    private final LongAdder exchanges = new LongAdder();
    private final LongAdder exchangesRejected = new LongAdder();
    private final LongAdder watchesExpired = new LongAdder();
    private final DetectionDelays delays = new DetectionDelays();

    void seen(ExecutionState state) {
        transitions
                .computeIfAbsent(StateNames.of(state), any -> new LongAdder())
                .increment();
    }

    void exchangeBegun() {
        exchanges.increment();
    }

    void exchangeRejected() {
        exchangesRejected.increment();
    }

    void watchExpired() {
        watchesExpired.increment();
    }

    /** How many transitions to a state of {@link StateNames} were seen, each once, emitted or not. */
    public long transitions(String name) {
        LongAdder count = transitions.get(name);
        return count == null ? 0 : count.sum();
    }

    /** How many transitions were seen: a copy, by {@link StateNames}, without those that never happened. */
    public Map<String, Long> transitions() {
        Map<String, Long> all = new TreeMap<>();
        transitions.forEach((name, count) -> all.put(name, count.sum()));
        return all;
    }

    /** How many exchanges were begun, those of repeated deliveries counted too. */
    public long exchanges() {
        return exchanges.sum();
    }

    /** How many of the exchanges failed or were rolled back, so that their transition is delivered again. */
    public long exchangesRejected() {
        return exchangesRejected.sum();
    }

    /** How many watches ended without a terminal state: by {@code watchTimeout}, or unknown to Dune. */
    public long watchesExpired() {
        return watchesExpired.sum();
    }

    /** How long after the ends of executions, which this process saw running before, these were seen; always the same object. */
    public DetectionDelays delays() {
        return delays;
    }
}
