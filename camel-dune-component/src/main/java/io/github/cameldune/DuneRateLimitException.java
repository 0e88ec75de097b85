package io.github.cameldune;

import java.time.Duration;

/**
 * Too many requests for the API key: Dune answered 429, or the rate limit had no permit within {@code rateLimitTimeout} and no
 * request was made (then {@link #getHttpResponseCode()} is 0). A retry helps, after {@link #getRetryAfter()} where that is
 * known.
 */
public class DuneRateLimitException extends DuneApiException {

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
    public DuneRateLimitException(
            String message, String executionId, int httpResponseCode, Duration retryAfter, String excerpt) {
        super(message, executionId, httpResponseCode, retryAfter, excerpt);
    }
}
