package io.github.cameldune;

import java.time.Duration;

/**
 * Dune answered 400: it takes the execution id, or another part of the request, for invalid. A retry does not help, unless a
 * proxy in between answered.
 */
public class DuneBadRequestException extends DuneApiException {

    private static final long serialVersionUID = 1L;

    /** The parameters are those of {@link DuneApiException}. */
    public DuneBadRequestException(
            String message, String executionId, int httpResponseCode, Duration retryAfter, String excerpt) {
        super(message, executionId, httpResponseCode, retryAfter, excerpt);
    }
}
