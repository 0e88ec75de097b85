package io.github.cameldune.internal.client;

import io.github.cameldune.client.ExecutionId;
import java.util.Map;

/**
 * One page of rows: of an execution, or of the latest execution of a query.
 *
 * @param executionId the execution; null for the latest of {@code queryId}
 * @param queryId the query whose latest execution is asked for; null with an execution
 * @param csv whether as CSV instead of JSON
 * @param query the parameters of the URL, not encoded, such as {@code limit} and {@code offset}; in order
 */
public record RowsRequest(ExecutionId executionId, Long queryId, boolean csv, Map<String, String> query) {

    /** What it is about, for messages and health: the execution id, or such as "query 4242". */
    public String subject() {
        return executionId == null ? "query " + queryId : executionId.value();
    }
}
