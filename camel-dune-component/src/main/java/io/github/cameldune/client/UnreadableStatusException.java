package io.github.cameldune.client;

/**
 * A text is no status: the message says what is wrong with it and quotes nothing of it. A retry does not help.
 */
public class UnreadableStatusException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Made where the text is read.
     *
     * @param message what is wrong, such as "has no state"
     */
    public UnreadableStatusException(String message) {
        super(message);
    }
}
