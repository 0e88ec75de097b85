package io.github.cameldune;

import java.time.Duration;

/**
 * Dune refused the API key: it is wrong, withdrawn, or lacks the scope {@code Read}. A retry helps once the key was replaced
 * and the route restarted.
 */
public class DuneUnauthorizedException extends DuneApiException {

    private static final long serialVersionUID = 1L;

    /** The parameters are those of {@link DuneApiException}. */
    public DuneUnauthorizedException(
            String message, String executionId, int httpResponseCode, Duration retryAfter, String excerpt) {
        super(message, executionId, httpResponseCode, retryAfter, excerpt);
    }
}
