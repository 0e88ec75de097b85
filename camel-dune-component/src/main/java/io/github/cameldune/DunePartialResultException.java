package io.github.cameldune;

import org.apache.camel.CamelException;

/**
 * Dune cut the result off because it was too large, and the option {@code allowPartialResults} is not set. A retry does not
 * help.
 */
public class DunePartialResultException extends CamelException {

    private static final long serialVersionUID = 1L;

    private final String executionId;

    /**
     * Made where the reading of rows ends.
     *
     * @param message what happened and what to do
     * @param executionId its id; null when not known
     */
    public DunePartialResultException(String message, String executionId) {
        super(message);
        this.executionId = executionId;
    }

    /**
     * The execution whose rows were to be read.
     *
     * @return its id; null when not known
     */
    public String getExecutionId() {
        return executionId;
    }
}
