package io.github.cameldune.internal.results;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.client.RowsRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes the requests for the pages of one execution. Immutable.
 *
 * @param executionId null for the latest execution of the query
 * @param queryId null if the execution is known
 */
record PageRequests(ExecutionId executionId, Long queryId, boolean csv, RowsOptions options) {

    /** One page. It begins at the option, or at what the page before names as next. */
    RowsRequest page(long offset, long rowsBefore) {
        Map<String, String> query = new LinkedHashMap<>();
        // Dune takes neither a limit nor an offset together with a sample
        if (options.sampleCount() == null) {
            query.put("limit", Long.toString(Math.min(options.pageSize(), remaining(rowsBefore))));
            if (offset > 0) {
                query.put("offset", Long.toString(offset));
            }
        } else {
            query.put("sample_count", options.sampleCount().toString());
        }
        put(query, "columns", options.columns());
        put(query, "filters", options.filters());
        put(query, "sort_by", options.sortBy());
        if (options.allowPartialResults()) {
            query.put("allow_partial_results", "true");
        }
        return new RowsRequest(executionId, queryId, csv, query);
    }

    /** How many rows are left of the limit. */
    long remaining(long rowsBefore) {
        return options.limit() == null ? Long.MAX_VALUE : options.limit() - rowsBefore;
    }

    private static void put(Map<String, String> query, String name, String value) {
        if (value != null) {
            query.put(name, value);
        }
    }
}
