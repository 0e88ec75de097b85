package io.github.cameldune;

import io.github.cameldune.client.Answer;
import io.github.cameldune.client.ExecutionId;
import java.time.Duration;

/** Which exception an answer is that is no status: the one table of it. */
final class DuneErrors {

    @FunctionalInterface
    private interface Constructor {
        DuneApiException create(String message, String id, int code, Duration retryAfter, String excerpt);
    }

    private DuneErrors() {}

    /**
     * The exception for an answer.
     *
     * @param id what was asked about
     * @param answer not a {@link Answer.Known}
     * @return to be thrown or set on an exchange
     */
    static Exception of(ExecutionId id, Answer answer) {
        if (answer instanceof Answer.Unreachable unreachable) {
            // stays an IOException, which existing redelivery rules match
            return unreachable.cause();
        }
        if (answer instanceof Answer.Unreadable unreadable) {
            DuneApiException exception = new DuneUnreadableResponseException(
                    "Dune's answer about execution " + id + " is no status: " + unreadable.reason()
                            + ". Look at baseUrl, and for a proxy in between" + quoted(unreadable.excerpt()),
                    id.value(),
                    unreadable.statusCode(),
                    null,
                    unreadable.excerpt());
            if (unreadable.cause() != null) {
                // redelivery rules for an IOException match the cause too
                exception.initCause(unreadable.cause());
            }
            return exception;
        }
        if (answer instanceof Answer.Refused refused) {
            return refused(id, refused);
        }
        throw new IllegalArgumentException("a status is no error");
    }

    static DuneApiException refused(ExecutionId id, Answer.Refused refused) {
        int code = refused.statusCode();
        return constructor(code)
                .create(
                        "Dune answered " + code + " to the request for the status of execution " + id + advice(code)
                                + quoted(refused.excerpt()),
                        id.value(),
                        code,
                        refused.retryAfter(),
                        refused.excerpt());
    }

    static DuneRateLimitException noPermit(ExecutionId id, long budgetTimeout, Duration retryAfter) {
        return new DuneRateLimitException(
                "Dune was not asked about execution " + id + ": the budget of the API key had no permit within"
                        + " budgetTimeout=" + budgetTimeout
                        + " ms. Ask less often, raise requestsPerMinute if your plan"
                        + " allows, or wait longer with budgetTimeout",
                id.value(),
                0,
                retryAfter,
                "");
    }

    private static Constructor constructor(int code) {
        return switch (code) {
            case 400 -> DuneBadRequestException::new;
            case 401, 403 -> DuneUnauthorizedException::new;
            case 402 -> DunePaymentRequiredException::new;
            case 404 -> DuneNotFoundException::new;
            case 429 -> DuneRateLimitException::new;
            default -> code >= 500 && code <= 599 ? DuneServerException::new : DuneApiException::new;
        };
    }

    private static String advice(int code) {
        return switch (code) {
            case 401, 403 -> " (check the option apiKey and the key's scope, which has to include Read)";
            case 402 -> " (the key's limit of the billing cycle is reached)";
            case 429 -> " (too many requests for this key: set requestsPerMinute to what your plan allows)";
            case 301, 302, 303, 307, 308 -> " (a redirect, which is not followed: check the option baseUrl)";
            default -> "";
        };
    }

    private static String quoted(String excerpt) {
        return excerpt.isEmpty() ? "" : ": " + excerpt;
    }
}
