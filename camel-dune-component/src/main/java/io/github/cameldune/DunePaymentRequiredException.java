package io.github.cameldune;

import java.time.Duration;

/**
 * Dune answered 402: the key has reached its limit of the billing cycle. A retry helps once the limit was raised, or in the
 * next cycle.
 */
public class DunePaymentRequiredException extends DuneApiException {

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
    public DunePaymentRequiredException(
            String message, String executionId, int httpResponseCode, Duration retryAfter, String excerpt) {
        super(message, executionId, httpResponseCode, retryAfter, excerpt);
    }
}
