package io.github.cameldune;

/**
 * A watch store could not do what it was asked to. The message says which operation failed and what to check; it holds
 * nothing of the cause's own text, since drivers put addresses and passwords there. It says nothing about an
 * execution. Whether a change was made is not known. A retry helps once the store can be used again.
 */
public class WatchStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which operation failed, and what to check
     * @param cause what the store met, or null
     */
    public WatchStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
