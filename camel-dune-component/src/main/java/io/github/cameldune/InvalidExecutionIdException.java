package io.github.cameldune;

/**
 * A header or option holds no execution id. No request was made; the message names the header or option. A retry does not
 * help.
 */
public class InvalidExecutionIdException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Made before a URL is built.
     *
     * @param message names the header or option, and what an id looks like
     */
    public InvalidExecutionIdException(String message) {
        super(message);
    }
}
