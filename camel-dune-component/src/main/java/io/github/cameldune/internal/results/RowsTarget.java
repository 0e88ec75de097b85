package io.github.cameldune.internal.results;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Whose rows to read: those of an execution, or of the latest execution of a query.
 *
 * @param executionId the execution; null if only the answer tells it
 * @param queryId the query whose latest execution is read; null with an execution
 * @param isFresh whether the latest execution may be read, by its status; null with an execution
 */
public record RowsTarget(ExecutionId executionId, Long queryId, Predicate<ExecutionStatus> isFresh) {

    public static RowsTarget of(ExecutionId id) {
        return new RowsTarget(id, null, null);
    }

    public static RowsTarget ofLatest(long queryId, Predicate<ExecutionStatus> isFresh) {
        return new RowsTarget(null, queryId, isFresh);
    }

    /** Whose rows they are, for messages: such as "execution 01…". */
    public String subject() {
        return executionId == null ? "the latest execution of query " + queryId : "execution " + executionId;
    }

    /** Requests the first page; {@code errors} makes what the iterator throws when a later one cannot be read. */
    public RowIterator stream(RowsReader reader, Function<RowsException, RuntimeException> errors)
            throws InterruptedException {
        return executionId == null ? reader.latest(queryId, isFresh, errors) : reader.stream(executionId, errors);
    }

    /** As {@link #stream}, as CSV. */
    public CsvStream csv(RowsReader reader, Function<RowsException, Exception> errors) throws InterruptedException {
        return executionId == null ? reader.latestCsv(queryId, isFresh, errors) : reader.csv(executionId, errors);
    }
}
