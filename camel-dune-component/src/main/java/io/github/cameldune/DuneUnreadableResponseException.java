package io.github.cameldune;

import java.time.Duration;

/**
 * The answer was a 2xx and not what was asked for: not JSON, cut off, too large, or about another execution. A retry helps if
 * the answer was cut off on its way, and not with a wrong {@code baseUrl}.
 */
public class DuneUnreadableResponseException extends DuneApiException {

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
    public DuneUnreadableResponseException(
            String message, String executionId, int httpResponseCode, Duration retryAfter, String excerpt) {
        super(message, executionId, httpResponseCode, retryAfter, excerpt);
    }
}
