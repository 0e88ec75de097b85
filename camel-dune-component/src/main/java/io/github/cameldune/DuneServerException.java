package io.github.cameldune;

import java.time.Duration;

/** Dune, or something in front of it, answered 5xx. A retry helps once the outage is over. */
public class DuneServerException extends DuneApiException {

    private static final long serialVersionUID = 1L;

    /** The parameters are those of {@link DuneApiException}. */
    public DuneServerException(
            String message, String executionId, int httpResponseCode, Duration retryAfter, String excerpt) {
        super(message, executionId, httpResponseCode, retryAfter, excerpt);
    }
}
