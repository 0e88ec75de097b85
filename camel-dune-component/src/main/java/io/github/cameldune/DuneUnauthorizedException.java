package io.github.cameldune;

import java.time.Duration;

/**
 * Dune refused the API key: it is wrong, withdrawn, or lacks the scope {@code Read}. A retry helps once the key was replaced
 * and the route restarted.
 */
public class DuneUnauthorizedException extends DuneApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Made where an answer becomes an exception.
     *
     * @param message what happened and what to do
     * @param executionId the execution of the request
     * @param httpResponseCode the HTTP status code; 0 when no request was made
     * @param retryAfter how long to wait before the next request; null when not known
     * @param excerpt at most 1 KiB of the answer; empty when there was none
     */
    public DuneUnauthorizedException(
            String message, String executionId, int httpResponseCode, Duration retryAfter, String excerpt) {
        super(message, executionId, httpResponseCode, retryAfter, excerpt);
    }
}
