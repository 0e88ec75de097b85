package io.github.cameldune.internal.latest;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import java.time.Duration;

/**
 * An execution that was the latest of a query, to be delivered once it is terminal, or once waiting for that is over.
 *
 * @param queryId the query
 * @param executionId the execution
 * @param status its terminal status; null if the wait ended without one
 * @param end how the wait ended; null with a status
 */
public record LatestEvent(long queryId, ExecutionId executionId, ExecutionStatus status, End end) {

    /**
     * The end of a wait without a terminal state.
     *
     * @param unknownExecution whether Dune does not know the execution; else the time was over
     * @param lastState the full name of the state seen last; null if none was
     * @param lastError the last answer, if it was no status; else null
     * @param after how long the wait took
     */
    public record End(boolean unknownExecution, String lastState, Answer<?> lastError, Duration after) {}

    /**
     * The key for an idempotent consumer.
     *
     * @return {@code <query id>:<execution id>}
     */
    public String id() {
        return queryId + ":" + executionId;
    }
}
