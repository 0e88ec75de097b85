package io.github.cameldune.internal.health;

import io.github.cameldune.client.ExecutionStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the executions ended whose terminal status was read, and what they cost, since the start. Each execution counts once,
 * however often its status is read and by whatever operation. Thread-safe.
 */
public final class EndCounts {

    /** As many as this are known again; a status that is read after so many other ends counts a second time. */
    private static final int REMEMBERED = 10_000;

    private final Map<String, Boolean> counted = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Map<String, Long> byState = new TreeMap<>();
    private double credits;

    /** A status was read; one that is not terminal does not count. */
    public void seen(String executionId, ExecutionStatus status) {
        if (status.isTerminal()) {
            count(executionId, status);
        }
    }

    private synchronized void count(String executionId, ExecutionStatus status) {
        if (counted.putIfAbsent(executionId, true) != null) {
            return;
        }
        byState.merge(StateNames.of(status.state()), 1L, Long::sum);
        Double cost = status.executionCostCredits();
        // a counter must not fall, nor become no number for good
        if (cost != null && Double.isFinite(cost) && cost > 0) {
            credits += cost;
        }
    }

    /** How many executions ended how: a copy, by {@link StateNames}, without the states that never happened. */
    public synchronized Map<String, Long> byState() {
        return new TreeMap<>(byState);
    }

    /** What they cost in credits, as far as Dune said so. */
    public synchronized double credits() {
        return credits;
    }
}
