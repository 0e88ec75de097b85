package io.github.cameldune.internal.results;

import io.github.cameldune.client.ExecutionStatus;
import java.util.List;

/**
 * What is known of a result before its rows are given out. Immutable.
 *
 * @param status the status: its JSON is the answer without {@code result}, {@code next_uri} and {@code next_offset}, and
 *     with {@code result.metadata} as {@code result_metadata}
 * @param columnNames the columns, in order; empty when not sent
 * @param columnTypes their types; empty when not sent
 */
public record ResultHead(ExecutionStatus status, List<String> columnNames, List<String> columnTypes) {

    /**
     * How many rows the whole result has, whatever part of it is read.
     *
     * @return null when not sent
     */
    public Long totalRowCount() {
        return status.resultMetadata() == null ? null : status.resultMetadata().totalRowCount();
    }
}
