package io.github.cameldune.internal.schedule.learning;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.time.Seconds;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The durations of the last executions of each query, in memory: the newest ten of the thousand queries that were used last.
 * Ten, so that a query whose durations change is known anew after as many executions. Thread-safe.
 */
public final class QueryDurations implements DurationLearning {

    /** From how many ended executions on a query is known. */
    private static final int ENOUGH = 3;

    private static final int SAMPLES = 10;
    private static final int QUERIES = 1000;

    /** Dune's query id of SQL that is no saved query: executions of it have nothing in common. */
    private static final long NO_SAVED_QUERY = 0;

    private final Map<Long, Samples> queries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Samples> eldest) {
            return size() > QUERIES;
        }
    };

    @Override
    public synchronized void ended(long queryId, ExecutionId id, Duration duration) {
        if (queryId != NO_SAVED_QUERY && !duration.isNegative()) {
            queries.computeIfAbsent(queryId, any -> new Samples()).add(id, Seconds.of(duration));
        }
    }

    @Override
    public Priority after(OptionalLong queryId, Duration age) {
        DurationEstimate estimate = queryId.isPresent() ? estimate(queryId.getAsLong()) : null;
        Priority learned = estimate == null ? null : estimate.pollAges().after(Math.max(0, Seconds.of(age)));
        return learned == null ? Priority.OF_UNKNOWN : learned;
    }

    private synchronized DurationEstimate estimate(long queryId) {
        Samples samples = queries.get(queryId);
        return samples == null ? null : samples.estimate();
    }

    /** The durations in seconds that are known of a query, to be kept in a store: the oldest first; empty if none is known. */
    public synchronized List<Double> durations(long queryId) {
        Samples samples = queries.get(queryId);
        return samples == null ? List.of() : samples.seconds();
    }

    /**
     * Takes over durations in seconds that a store kept, the oldest first, unless as many are known already. What is negative
     * or no number is left out.
     */
    public synchronized void restore(long queryId, List<Double> seconds) {
        if (queryId == NO_SAVED_QUERY || durations(queryId).size() >= Math.min(seconds.size(), SAMPLES)) {
            return;
        }
        Samples samples = new Samples();
        seconds.stream()
                .filter(value -> value >= 0 && value < Double.POSITIVE_INFINITY)
                .forEach(value -> samples.add(null, value));
        queries.put(queryId, samples);
    }

    private static final class Samples {

        /** Null as the id of one that a store kept. */
        private record Sample(ExecutionId id, double seconds) {}

        private final ArrayDeque<Sample> samples = new ArrayDeque<>();
        private DurationEstimate estimate;

        private void add(ExecutionId id, double duration) {
            if (id != null && samples.stream().anyMatch(sample -> id.equals(sample.id()))) {
                // awaited or watched once more after its end
                return;
            }
            if (samples.size() == SAMPLES) {
                samples.remove();
            }
            samples.add(new Sample(id, duration));
            estimate = null;
        }

        private List<Double> seconds() {
            return samples.stream().map(Sample::seconds).toList();
        }

        private DurationEstimate estimate() {
            if (estimate == null && samples.size() >= ENOUGH) {
                estimate = new DurationEstimate(
                        samples.stream().mapToDouble(Sample::seconds).toArray());
            }
            return estimate;
        }
    }
}
