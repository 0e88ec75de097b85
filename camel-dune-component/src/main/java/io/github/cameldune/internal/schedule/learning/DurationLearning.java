package io.github.cameldune.internal.schedule.learning;

import java.time.Duration;
import java.util.OptionalLong;

/** Learns how long the executions of each query take. Thread-safe. */
public interface DurationLearning {

    /** Learns nothing. */
    DurationLearning NONE = new DurationLearning() {
        @Override
        public void ended(long queryId, Duration duration) {
            // learns nothing
        }

        @Override
        public Priority after(OptionalLong queryId, Duration age) {
            return Priority.OF_UNKNOWN;
        }
    };

    /**
     * An execution has ended.
     *
     * @param queryId its query; 0, which Dune sends for SQL that is no saved query, teaches nothing
     * @param duration from its submission to its end, by Dune's own timestamps; a negative one teaches nothing
     */
    void ended(long queryId, Duration duration);

    /**
     * What a poll gains, from the last one on.
     *
     * @param queryId the query; empty if it is not known
     * @param age of the execution at its last poll; zero if there was none
     * @return {@link Priority#OF_UNKNOWN} as long as three executions of the query have not ended, or if the age is beyond
     *     what they tell about; never null
     */
    Priority after(OptionalLong queryId, Duration age);
}
