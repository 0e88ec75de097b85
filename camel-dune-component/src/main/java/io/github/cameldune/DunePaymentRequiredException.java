package io.github.cameldune;

import java.time.Duration;

/**
 * Dune answered 402: the key has reached its limit of the billing cycle. A retry helps once the limit was raised, or in the
 * next cycle.
 */
public class DunePaymentRequiredException extends DuneApiException {

    private static final long serialVersionUID = 1L;

    /** The parameters are those of {@link DuneApiException}. */
    public DunePaymentRequiredException(
            String message, String executionId, int httpResponseCode, Duration retryAfter, String excerpt) {
        super(message, executionId, httpResponseCode, retryAfter, excerpt);
    }
}
