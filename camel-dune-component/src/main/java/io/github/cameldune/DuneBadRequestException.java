package io.github.cameldune;

import java.time.Duration;

/**
 * Dune answered 400: it takes the execution id, or another part of the request, for invalid. A retry does not help, unless a
 * proxy in between answered.
 */
public class DuneBadRequestException extends DuneApiException {

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
    public DuneBadRequestException(
            String message, String executionId, int httpResponseCode, Duration retryAfter, String excerpt) {
        super(message, executionId, httpResponseCode, retryAfter, excerpt);
    }
}
