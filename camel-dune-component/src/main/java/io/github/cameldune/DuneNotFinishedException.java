package io.github.cameldune;

import org.apache.camel.CamelException;

/**
 * The execution still waits or runs, so that it has no rows yet. A retry helps once it has ended: wait for it with {@code
 * dune:await}, or watch it.
 */
public class DuneNotFinishedException extends CamelException {

    private static final long serialVersionUID = 1L;

    private final String executionId;
    private final String state;

    /**
     * Made where the reading of rows ends.
     *
     * @param message what happened and what to do
     * @param executionId its id; null when not known
     * @param state its full name, such as QUERY_STATE_EXECUTING
     */
    public DuneNotFinishedException(String message, String executionId, String state) {
        super(message);
        this.executionId = executionId;
        this.state = state;
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
}
