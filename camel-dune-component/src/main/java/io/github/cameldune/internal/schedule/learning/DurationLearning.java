package io.github.cameldune.internal.schedule.learning;

import io.github.cameldune.client.ExecutionId;
import java.time.Duration;
import java.util.OptionalLong;

/** Learns how long the executions of each query take. Thread-safe. */
public interface DurationLearning {

    /** Learns nothing. */
    DurationLearning NONE = new DurationLearning() {
        @Override
        public void ended(long queryId, ExecutionId id, Duration duration) {
            // learns nothing
        }

        @Override
        public Priority after(OptionalLong queryId, Duration age) {
            return Priority.OF_UNKNOWN;
        }
    };

    /**
     * An execution of a query has ended, after a time from its submission by Dune's own timestamps; a negative one teaches
     * nothing, nor does the query id 0, which Dune sends for SQL that is no saved query, nor one of the last executions again.
     */
    void ended(long queryId, ExecutionId id, Duration duration);

    /**
     * The priority of the next poll, given the age at the last one; zero if there was none. {@link Priority#OF_UNKNOWN} if
     * the query is empty, as long as three of its executions have not ended, or if the age is beyond what they tell about.
     */
    Priority after(OptionalLong queryId, Duration age);
}
