package io.github.cameldune.internal.results;

import io.github.cameldune.client.ExecutionState;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import java.util.Optional;

/** Why rows cannot be read. Each kind is an exception of its own for the route. */
public sealed interface RowsFailure {

    /** What happened and what to do, as a sentence without an execution id. */
    String message();

    /** The status that was read; null if none was. */
    default ExecutionStatus status() {
        return null;
    }

    /** The answer that is the reason, without a value; null if an answer is none. */
    default Answer<?> answer() {
        return null;
    }

    /** Why there are no rows to read, by the status and by whether the answer has a result; empty if there are. */
    static Optional<RowsFailure> of(ExecutionStatus status, boolean hasResult, boolean allowPartialResults) {
        ExecutionState state = status.state();
        if (!status.isTerminal()) {
            return Optional.of(new NotFinished(status));
        }
        if (state.equals(ExecutionState.FAILED)
                || state.equals(ExecutionState.CANCELED)
                || state.equals(ExecutionState.EXPIRED)) {
            return Optional.of(new Ended(status));
        }
        if (state.equals(ExecutionState.COMPLETED_PARTIAL) && !allowPartialResults) {
            return Optional.of(new Partial(status));
        }
        return hasResult ? Optional.empty() : Optional.of(new NoResult(status));
    }

    /** The execution still waits or runs. */
    record NotFinished(ExecutionStatus status) implements RowsFailure {
        @Override
        public String message() {
            return "the execution is not finished (" + status.state()
                    + "), so it has no rows yet: wait for it with dune:await, or watch it";
        }
    }

    /** The execution failed, was cancelled, or its result expired. */
    record Ended(ExecutionStatus status) implements RowsFailure {
        @Override
        public String message() {
            String error = status.error() == null ? null : status.error().message();
            return "the execution has no rows: " + status.state() + (error == null ? "" : ", " + error);
        }
    }

    /** The latest execution of a query is older than the caller allows. */
    record Stale(ExecutionStatus status) implements RowsFailure {
        @Override
        public String message() {
            return "the latest execution is older than maxAge: " + status.state() + " since "
                    + (status.executionEndedAt() == null ? "an unknown time" : status.executionEndedAt())
                    + "; execute the query again, set executeIfStale=true, or raise maxAge";
        }
    }

    /**
     * Dune cut the result off because it was too large, and the caller did not ask for such a result. The status is null
     * where Dune refused the request and none was read.
     */
    record Partial(ExecutionStatus status) implements RowsFailure {
        @Override
        public String message() {
            return "the result is partial, because it was too large for Dune:"
                    + " to read the rows that are there, set allowPartialResults=true";
        }
    }

    /** A completed execution, and an answer without {@code result}. */
    record NoResult(ExecutionStatus status) implements RowsFailure {
        @Override
        public String message() {
            return "the answer has no result, although the execution is " + status.state()
                    + ": execute the query again if its result is no longer stored";
        }
    }

    /** Dune, or something in between, refused the request; another one would be refused as well. */
    record Refused(Answer<?> answer) implements RowsFailure {
        @Override
        public String message() {
            return "the request for rows was refused with HTTP " + answer.statusCode() + " ("
                    + answer.verdict().label() + "): " + answer.excerpt();
        }
    }

    /** No page came, however often it was requested. */
    record Unavailable(Answer<?> answer) implements RowsFailure {
        @Override
        public String message() {
            String last = answer.cause() == null
                    ? "HTTP " + answer.statusCode() + " " + answer.excerpt()
                    : answer.cause().toString();
            return "a page of rows did not come after " + Retry.TRIES + " requests: " + last.strip();
        }
    }

    /** A page came that is none, however often it was requested. */
    record Unreadable(String reason) implements RowsFailure {
        @Override
        public String message() {
            return "a page of rows cannot be read, after " + Retry.TRIES + " requests: " + reason;
        }
    }

    /** A page is larger than allowed. */
    record PageTooLarge(long maxPageBytes) implements RowsFailure {
        @Override
        public String message() {
            return "a page of rows is larger than maxPageBytes (" + maxPageBytes
                    + " bytes): lower pageSize, select fewer columns, or raise maxPageBytes";
        }
    }

    /** What Dune says about the next page cannot be followed. */
    record InvalidPaging(String message) implements RowsFailure {}

    /** More rows than a list may have. */
    record TooManyRows(int maxRows) implements RowsFailure {
        @Override
        public String message() {
            return "the result has more than maxRows (" + maxRows
                    + ") rows: use outputType=StreamList with split().streaming(), set limit, or raise maxRows";
        }
    }
}
