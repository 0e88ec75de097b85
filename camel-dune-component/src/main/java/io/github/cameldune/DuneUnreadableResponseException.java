package io.github.cameldune;

import java.time.Duration;

/**
 * The answer was a 2xx and not what was asked for: not JSON, cut off, too large, or about another execution. A retry helps if
 * the answer was cut off on its way, and not with a wrong {@code baseUrl}.
 */
public class DuneUnreadableResponseException extends DuneApiException {

    private static final long serialVersionUID = 1L;

    /** The parameters are those of {@link DuneApiException}. */
    public DuneUnreadableResponseException(
            String message, String executionId, int httpResponseCode, Duration retryAfter, String excerpt) {
        super(message, executionId, httpResponseCode, retryAfter, excerpt);
    }
}
