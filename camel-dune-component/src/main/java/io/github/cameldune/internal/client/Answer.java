package io.github.cameldune.internal.client;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * What came of one request. Immutable.
 *
 * @param <T> what the request asks for
 * @param value what was asked for; not null exactly if the verdict is {@link Verdict#OK}
 * @param statusCode the HTTP status code; 0 when there was no answer
 * @param retryAfter what the header {@code Retry-After} asks for; null when it is missing or no time
 * @param date the header {@code Date}, by the server's clock, to the second; null when missing
 * @param reason why a 2xx is unreadable, to follow "the answer is no status: "; null otherwise
 * @param excerpt the first 1 KiB of the body of an answer that is not OK, on one line, without the API key
 * @param cause why there was no answer, or why it broke off; null otherwise
 */
public record Answer<T>(
        Verdict verdict,
        T value,
        int statusCode,
        Duration retryAfter,
        Instant date,
        String reason,
        String excerpt,
        IOException cause) {

    /** There is a value exactly if there should be one. */
    public Answer {
        if ((verdict == Verdict.OK) != (value != null)) {
            throw new IllegalArgumentException(verdict + " with the value " + value);
        }
    }

    /** What was asked for. */
    public static <T> Answer<T> ok(T value, int statusCode, Instant date) {
        return new Answer<>(Verdict.OK, value, statusCode, null, date, null, "", null);
    }

    /** No answer: FAILED. */
    public static <T> Answer<T> failed(IOException cause) {
        return new Answer<>(Verdict.FAILED, null, 0, null, null, null, "", cause);
    }

    /** Whether the request brought what it asked for, so that {@link #value()} is there. */
    public boolean isOk() {
        return verdict == Verdict.OK;
    }

    /** The same answer as one to a request for something else, which it did not bring either. Throws if it has a value. */
    public <U> Answer<U> withoutValue() {
        if (isOk()) {
            throw new IllegalStateException("an answer with a value");
        }
        return new Answer<>(verdict, null, statusCode, retryAfter, date, reason, excerpt, cause);
    }
}
