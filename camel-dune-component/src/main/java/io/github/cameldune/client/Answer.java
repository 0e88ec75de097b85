package io.github.cameldune.client;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * What came of asking for a status. Only {@link Known} says anything about the execution; the others say that nobody
 * knows, which is never a failure of the execution.
 */
public sealed interface Answer {

    /**
     * Dune told the status.
     *
     * @param status the status, of the execution that was asked for
     * @param answeredAt when, by the clock that the header {@code Date} was written with, to the second; null when there
     *     was none
     */
    record Known(ExecutionStatus status, Instant answeredAt) implements Answer {

        /**
         * A status that came without a time.
         *
         * @param status as of the record
         */
        public Known(ExecutionStatus status) {
            this(status, null);
        }
    }

    /**
     * Dune, or something in front of it, answered with another HTTP status code than 2xx.
     *
     * @param statusCode the HTTP status code
     * @param retryAfter what the header {@code Retry-After} asks for; null when it is missing or no time
     * @param excerpt the first 1 KiB of the answer's body, on one line, without the API key; never null
     */
    record Refused(int statusCode, Duration retryAfter, String excerpt) implements Answer {

        /**
         * Whether the request came too early for the rate limit of the key.
         *
         * @return true for 429
         */
        public boolean isRateLimited() {
            return statusCode == 429;
        }

        /**
         * Whether Dune will not serve this key: asking again at once is pointless, whatever the execution.
         *
         * @return true for 401, 402 and 403
         */
        public boolean isKeyRefused() {
            return statusCode == 401 || statusCode == 402 || statusCode == 403;
        }

        /**
         * Whether Dune does not know the execution.
         *
         * @return true for 400 and 404
         */
        public boolean isExecutionUnknown() {
            return statusCode == 400 || statusCode == 404;
        }
    }

    /**
     * The answer was a 2xx, but no status of the execution that was asked for.
     *
     * @param statusCode the HTTP status code
     * @param reason what is wrong with it, to follow "the answer is no status: "
     * @param excerpt the first 1 KiB of the answer's body, on one line, without the API key; never null
     * @param cause why it broke off on the way; null when it arrived whole
     */
    record Unreadable(int statusCode, String reason, String excerpt, IOException cause) implements Answer {

        /**
         * An answer that arrived whole.
         *
         * @param statusCode as of the record
         * @param reason as of the record
         * @param excerpt as of the record
         */
        public Unreadable(int statusCode, String reason, String excerpt) {
            this(statusCode, reason, excerpt, null);
        }
    }

    /**
     * There was no answer.
     *
     * @param cause why: no connection, a broken one, or a timeout
     */
    record Unreachable(IOException cause) implements Answer {}
}
