package io.github.cameldune;

import org.apache.camel.CamelException;

/**
 * A watch ended because Dune does not know its execution: three requests in a row over at least a minute were answered 400 or
 * 404. What Dune answered is the cause. A retry does not help.
 */
public class DuneUnknownExecutionException extends CamelException {

    private static final long serialVersionUID = 1L;

    private final String executionId;
    private final String lastState;

    /**
     * Made where a watch ends.
     *
     * @param message what happened and what to do
     * @param executionId the execution
     * @param lastState the full name of the state seen last; null when none was seen
     * @param cause what Dune answered
     */
    public DuneUnknownExecutionException(String message, String executionId, String lastState, Throwable cause) {
        super(message, cause);
        this.executionId = executionId;
        this.lastState = lastState;
    }

    /**
     * The execution.
     *
     * @return its id
     */
    public String getExecutionId() {
        return executionId;
    }

    /**
     * The state seen last.
     *
     * @return its full name; null when none was seen
     */
    public String getLastState() {
        return lastState;
    }
}
