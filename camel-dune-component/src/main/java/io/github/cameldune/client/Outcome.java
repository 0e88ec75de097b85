package io.github.cameldune.client;

import java.io.InterruptedIOException;

/**
 * How a request ended, for counters: a closed set, so that no answer, however odd, makes a counter of its own. Status
 * codes that mean something to the component stand alone.
 */
public enum Outcome {
    /** Dune told the status. */
    STATUS("2xx"),
    /** A 2xx that is no status of the execution. */
    UNREADABLE("unreadable"),
    /** Dune calls the execution id invalid. */
    BAD_REQUEST("400"),
    /** The key is wrong. */
    UNAUTHORIZED("401"),
    /** The key's limit of the billing cycle is reached. */
    PAYMENT_REQUIRED("402"),
    /** The key may not read. */
    FORBIDDEN("403"),
    /** Dune does not know the execution. */
    NOT_FOUND("404"),
    /** Too many requests for the key. */
    RATE_LIMITED("429"),
    /** A redirect, which is not followed. */
    REDIRECT("3xx"),
    /** Any other status code of 400 to 499, and what is no HTTP status code. */
    CLIENT_ERROR("4xx"),
    /** Any status code of 500 to 599. */
    SERVER_ERROR("5xx"),
    /** No answer in time, or no place within {@code maxConcurrentRequests}, in which case nothing was sent. */
    TIMEOUT("timeout"),
    /** No connection, or a broken one. */
    UNREACHABLE("unreachable");

    private final String label;

    Outcome(String label) {
        this.label = label;
    }

    /**
     * The name that counters show.
     *
     * @return such as {@code 2xx}, {@code 429} or {@code timeout}; never null
     */
    public String label() {
        return label;
    }

    /**
     * How a request ended.
     *
     * @param answer what came of it; not null
     * @return never null
     */
    public static Outcome of(Answer answer) {
        if (answer instanceof Answer.Known) {
            return STATUS;
        }
        if (answer instanceof Answer.Unreadable) {
            return UNREADABLE;
        }
        if (answer instanceof Answer.Refused refused) {
            return of(refused.statusCode());
        }
        // of a socket, a connection, the whole request: all of them are of this type
        return ((Answer.Unreachable) answer).cause() instanceof InterruptedIOException ? TIMEOUT : UNREACHABLE;
    }

    private static Outcome of(int code) {
        return switch (code) {
            case 400 -> BAD_REQUEST;
            case 401 -> UNAUTHORIZED;
            case 402 -> PAYMENT_REQUIRED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 429 -> RATE_LIMITED;
            default -> code >= 500 && code <= 599 ? SERVER_ERROR : code >= 300 && code <= 399 ? REDIRECT : CLIENT_ERROR;
        };
    }
}
