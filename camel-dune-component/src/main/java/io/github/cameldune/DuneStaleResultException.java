package io.github.cameldune;

import org.apache.camel.CamelException;

/**
 * The latest execution of a query ended longer ago than the option {@code maxAge} allows. A retry helps once the query was
 * executed again.
 */
public class DuneStaleResultException extends CamelException {

    private static final long serialVersionUID = 1L;

    private final String executionId;
    private final String executionEndedAt;

    /**
     * Made where the reading of rows ends.
     *
     * @param message what happened and what to do
     * @param executionId the latest execution
     * @param executionEndedAt when it ended, as Dune sent it; null when not sent
     */
    public DuneStaleResultException(String message, String executionId, String executionEndedAt) {
        super(message);
        this.executionId = executionId;
        this.executionEndedAt = executionEndedAt;
    }

    /**
     * The latest execution of the query.
     *
     * @return its id
     */
    public String getExecutionId() {
        return executionId;
    }

    /**
     * When it ended.
     *
     * @return as Dune sent it; null when not sent
     */
    public String getExecutionEndedAt() {
        return executionEndedAt;
    }
}
