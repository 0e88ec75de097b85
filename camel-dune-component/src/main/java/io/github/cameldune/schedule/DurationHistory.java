package io.github.cameldune.schedule;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long the last executions of each query took, and those of all queries, in memory.
 *
 * <p>Keeps the newest 32 durations of the 1,000 queries that were used last, and the newest 512 of all, with what was made
 * of them: it never grows beyond about eight megabytes. Thread-safe.
 */
public final class DurationHistory {

    /** From how many finished executions on a query counts as known. */
    private static final int ENOUGH = 3;

    private static final int SAMPLES = 32;
    private static final int QUERIES = 1000;

    private static final int ENOUGH_OF_ALL = 20;
    private static final int SAMPLES_OF_ALL = 512;
    /** Dune's query id of SQL that is no saved query: executions of it have nothing in common. */
    private static final long AD_HOC = 0;

    private final Samples all = new Samples(SAMPLES_OF_ALL, ENOUGH_OF_ALL, LearnedDurations::ofAll);
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
     * @param queryId of the saved query; 0, which Dune answers for ad-hoc SQL, says nothing about others with 0
     * @param duration from the submission of the execution to its end; not learned if it is negative
     */
    public synchronized void finished(long queryId, Duration duration) {
        if (!duration.isNegative()) {
            double seconds = Durations.seconds(duration);
            all.add(seconds);
            if (queryId != AD_HOC) {
                queries.computeIfAbsent(queryId, id -> new Samples(SAMPLES, ENOUGH, this::ofQuery))
                        .add(seconds);
            }
        }
    }

    /** What is known about a query: nothing until three of its executions have finished. */
    synchronized Optional<LearnedDurations> of(long queryId) {
        return Optional.ofNullable(queries.get(queryId)).map(Samples::learned);
    }

    /** What is known about executions of which nothing in particular is: nothing until twenty have finished. */
    synchronized Optional<LearnedDurations> ofAll() {
        return Optional.ofNullable(all.learned());
    }

    private LearnedDurations ofQuery(double[] seconds) {
        return new LearnedDurations(seconds, all.learned());
    }
}
