package io.github.cameldune;

import org.apache.camel.CamelException;

/**
 * An execution was not seen to end within {@code watchTimeout} or {@code awaitTimeout}. It may still be running: only
 * watching is over. A retry helps if more time is all that it needs: watch it again.
 */
public class DuneWatchTimeoutException extends CamelException {

    private static final long serialVersionUID = 1L;

    private final String executionId;
    private final String lastState;

    /**
     * Made where a watch or an awaiting exchange ends.
     *
     * @param message what happened and what to do
     * @param executionId the execution
     * @param lastState the full name of the state seen last; null when none was seen
     * @param cause the last error; null if the last request brought a status
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
