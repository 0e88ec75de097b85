package io.github.cameldune;

import java.time.Duration;

/**
 * Too many requests for the API key: Dune answered 429, or the rate limit had no permit within {@code rateLimitTimeout} and no
 * request was made (then {@link #getHttpResponseCode()} is 0). A retry helps, after {@link #getRetryAfter()} where that is
 * known.
 */
public class DuneRateLimitException extends DuneApiException {

    private static final long serialVersionUID = 1L;

    /** The parameters are those of {@link DuneApiException}. */
    public DuneRateLimitException(
            String message, String executionId, int httpResponseCode, Duration retryAfter, String excerpt) {
        super(message, executionId, httpResponseCode, retryAfter, excerpt);
    }
}
