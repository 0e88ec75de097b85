package io.github.cameldune;

import java.time.Duration;

/**
 * Dune answered 404: it does not know the execution or the query. A retry does not help, unless a proxy in between
 * answered.
 */
public class DuneNotFoundException extends DuneApiException {

    private static final long serialVersionUID = 1L;

    /** The parameters are those of {@link DuneApiException}. */
    public DuneNotFoundException(
            String message, String executionId, int httpResponseCode, Duration retryAfter, String excerpt) {
        super(message, executionId, httpResponseCode, retryAfter, excerpt);
    }
}
