package io.github.cameldune.internal.client;

/**
 * Whether one base URL has answered a status with one API key: only then can a 404 be about the execution instead of the
 * URL. One object for each pair of key and base URL, shared by all clients of that pair. Thread-safe.
 */
public final class KnownAddress {

    private volatile boolean answeredStatus;

    /** Nothing was answered yet. */
    public KnownAddress() {}

    /**
     * Whether a status came from there.
     *
     * @return true from the first status on
     */
    public boolean hasAnsweredStatus() {
        return answeredStatus;
    }

    void statusAnswered() {
        // a write to a volatile field costs more than a read, and happens once
        if (!answeredStatus) {
            answeredStatus = true;
        }
    }
}
