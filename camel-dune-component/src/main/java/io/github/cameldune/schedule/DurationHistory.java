package io.github.cameldune.schedule;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long the last executions of each query took, in memory.
 *
 * <p>Keeps the newest 32 durations of the 1,000 queries that were used last, so that it never grows beyond about half a
 * megabyte. Thread-safe.
 */
public final class DurationHistory {

    /** From how many finished executions on a query counts as known. */
    private static final int ENOUGH = 3;

    private static final int SAMPLES = 32;
    private static final int QUERIES = 1000;
    /** Dune's query id of SQL that is no saved query: executions of it have nothing in common. */
    private static final long AD_HOC = 0;

    private final Map<Long, Samples> queries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Samples> eldest) {
            return size() > QUERIES;
        }
    };

    /** A history that knows nothing. */
    public DurationHistory() {}

    /**
     * Learns a duration.
     *
     * @param queryId of the saved query; 0, which Dune answers for ad-hoc SQL, is not learned
     * @param duration from the submission of the execution to its end; not learned if it is negative
     */
    public synchronized void finished(long queryId, Duration duration) {
        if (queryId != AD_HOC && !duration.isNegative()) {
            queries.computeIfAbsent(queryId, id -> new Samples()).add(Durations.seconds(duration));
        }
    }

    /**
     * What is known about a query.
     *
     * @param queryId of the saved query
     * @return empty until three of its executions have finished
     */
    public synchronized Optional<LearnedDurations> of(long queryId) {
        return Optional.ofNullable(queries.get(queryId)).flatMap(Samples::learned);
    }

    /** The newest durations of one query, and what was made of them. */
    private static final class Samples {

        private double[] seconds = {};
        private int oldest;
        private LearnedDurations learned;

        private void add(double duration) {
            learned = null;
            if (seconds.length < SAMPLES) {
                seconds = Arrays.copyOf(seconds, seconds.length + 1);
                seconds[seconds.length - 1] = duration;
            } else {
                seconds[oldest] = duration;
                oldest = (oldest + 1) % SAMPLES;
            }
        }

        private Optional<LearnedDurations> learned() {
            if (learned == null && seconds.length >= ENOUGH) {
                learned = new LearnedDurations(seconds);
            }
            return Optional.ofNullable(learned);
        }
    }
}
