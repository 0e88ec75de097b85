package io.github.cameldune;

import org.apache.camel.CamelException;

/**
 * The execution ended without rows: it failed, was cancelled, or its result expired. A retry does not help; a new execution
 * may.
 */
public class DuneExecutionException extends CamelException {

    private static final long serialVersionUID = 1L;

    private final String executionId;
    private final String state;
    private final String errorType;
    private final String errorMessage;
    private final Integer line;
    private final Integer column;

    /**
     * Made where the reading of rows ends.
     *
     * @param message what happened and what to do
     * @param executionId its id; null when not known
     * @param state its full name, such as QUERY_STATE_EXECUTING
     * @param errorType such as FAILED_TYPE_EXECUTION_FAILED; null when not sent
     * @param errorMessage as Dune sent it; null when not sent
     * @param line null when not sent
     * @param column null when not sent
     */
    public DuneExecutionException(
            String message,
            String executionId,
            String state,
            String errorType,
            String errorMessage,
            Integer line,
            Integer column) {
        super(message);
        this.executionId = executionId;
        this.state = state;
        this.errorType = errorType;
        this.errorMessage = errorMessage;
        this.line = line;
        this.column = column;
    }

    /**
     * The execution whose rows were to be read.
     *
     * @return its id; null when not known
     */
    public String getExecutionId() {
        return executionId;
    }

    /**
     * The state of the execution.
     *
     * @return its full name, such as QUERY_STATE_EXECUTING
     */
    public String getState() {
        return state;
    }

    /**
     * What kind of error it is, an open set.
     *
     * @return such as FAILED_TYPE_EXECUTION_FAILED; null when not sent
     */
    public String getErrorType() {
        return errorType;
    }

    /**
     * The error for a person.
     *
     * @return as Dune sent it; null when not sent
     */
    public String getErrorMessage() {
        return errorMessage;
    }

    /**
     * The line of the query that the error is in.
     *
     * @return null when not sent
     */
    public Integer getLine() {
        return line;
    }

    /**
     * The column of that line.
     *
     * @return null when not sent
     */
    public Integer getColumn() {
        return column;
    }
}
