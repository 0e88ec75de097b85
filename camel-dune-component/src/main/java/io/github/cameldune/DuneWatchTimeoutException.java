package io.github.cameldune;

import org.apache.camel.CamelException;

/**
 * An execution was not seen to end within {@code watchTimeout} or {@code awaitTimeout}, or Dune does not know an execution
 * that is watched. It may still be running: only watching is over.
 */
public class DuneWatchTimeoutException extends CamelException {

    private static final long serialVersionUID = 1L;

    /** What was watched. */
    private final String executionId;

    /** Null when none was seen. */
    private final String lastState;

    /**
     * Made where a watch or an awaiting exchange is given up.
     *
     * @param message what happened and what to do
     * @param executionId the execution
     * @param lastState the full name of the state seen last; null when none was seen
     * @param cause what Dune answered when it does not know the execution; null when the time is over
     */
    public DuneWatchTimeoutException(String message, String executionId, String lastState, Throwable cause) {
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
