package io.github.cameldune;

import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.Verdict;
import io.github.cameldune.internal.watch.Expiry;
import java.io.IOException;
import java.time.Duration;

/** Which exception an answer is that brought nothing, and which one the end of a watch or a wait is. */
final class DuneErrors {

    @FunctionalInterface
    private interface Constructor {
        DuneApiException create(String message, String id, int code, Duration retryAfter, String excerpt);
    }

    private DuneErrors() {}

    /**
     * The exception for an answer.
     *
     * @param request what was requested, such as "the status of execution 01…"
     * @param executionId what it was about; null if nothing
     * @param answer not {@link Verdict#OK}
     * @return to be thrown or set on an exchange
     */
    static Exception of(String request, String executionId, Answer<?> answer) {
        return of(request, executionId, answer, advice(answer));
    }

    /** The exception for an answer that says that no execution was started. */
    static Exception ofSubmission(String request, Answer<?> answer) {
        return of(request, null, answer, adviceOnSubmission(answer));
    }

    private static Exception of(String request, String executionId, Answer<?> answer, String advice) {
        if (answer.verdict() == Verdict.UNREADABLE) {
            DuneApiException exception = new DuneUnreadableResponseException(
                    "Dune's answer to the request for " + request + " is unreadable: " + answer.reason()
                            + ". Check the option baseUrl, and for a proxy in between" + quoted(answer.excerpt()),
                    executionId,
                    answer.statusCode(),
                    null,
                    answer.excerpt());
            if (answer.cause() != null) {
                // redelivery rules for an IOException match the cause too
                exception.initCause(answer.cause());
            }
            return exception;
        }
        IOException noAnswer = answer.cause();
        if (noAnswer != null) {
            // stays an IOException, which existing redelivery rules match
            return noAnswer;
        }
        return constructor(answer)
                .create(
                        "Dune answered " + answer.statusCode() + " to the request for " + request + advice
                                + quoted(answer.excerpt()),
                        executionId,
                        answer.statusCode(),
                        answer.retryAfter(),
                        answer.excerpt());
    }

    /** The exception for an answer about the status of an execution. */
    static Exception ofStatus(String executionId, Answer<?> answer) {
        return of("the status of execution " + executionId, executionId, answer);
    }

    static DuneRateLimitException noPermit(String request, String executionId, long timeout, Duration retryAfter) {
        return new DuneRateLimitException(
                "No request for " + request + " was made: the rate limit of the API key had no permit within"
                        + " rateLimitTimeout=" + timeout
                        + " ms. Make fewer requests, raise requestsPerMinute (for submissions submissionsPerMinute) if your"
                        + " plan allows more, or wait longer with rateLimitTimeout",
                executionId,
                0,
                retryAfter,
                "");
    }

    /** The exception that tells that a watch ended without a terminal state. */
    static Exception of(Expiry expiry) {
        String id = expiry.watch().executionId().value();
        String lastState = expiry.watch().lastState();
        Exception lastError = expiry.lastError() == null ? null : ofStatus(id, expiry.lastError());
        if (expiry.unknownExecution()) {
            return new DuneUnknownExecutionException(
                    "Execution " + id + " is not watched any more, since Dune does not know it. "
                            + lastError.getMessage(),
                    id,
                    lastState,
                    lastError);
        }
        return timeout("watchTimeout", id, lastState, lastError, expiry.after());
    }

    static DuneWatchTimeoutException timeout(
            String option, String id, String lastState, Exception lastError, Duration after) {
        return new DuneWatchTimeoutException(
                "Execution " + id + " was not seen to end within " + option + " (" + text(after) + "); "
                        + (lastState == null ? "no state of it was seen" : "its last state was " + lastState)
                        + (lastError == null ? "" : "; the last request failed: " + lastError.getMessage())
                        + ". Dune ends executions after 30 minutes: look at it there, or raise " + option,
                id,
                lastState,
                lastError);
    }

    private static String text(Duration time) {
        return time.compareTo(Duration.ofSeconds(10)) < 0 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }

    private static Constructor constructor(Answer<?> answer) {
        return switch (answer.statusCode()) {
            case 400 -> DuneBadRequestException::new;
            case 401, 403 -> DuneUnauthorizedException::new;
            case 402 ->
                answer.verdict() == Verdict.KEY_REFUSED
                        ? DuneUnauthorizedException::new
                        : DunePaymentRequiredException::new;
            case 404 -> DuneNotFoundException::new;
            case 429 -> DuneRateLimitException::new;
            default -> answer.verdict() == Verdict.FAILED ? DuneServerException::new : DuneApiException::new;
        };
    }

    private static String advice(Answer<?> answer) {
        return switch (answer.verdict()) {
            case KEY_REFUSED -> " (check the option apiKey and the scope of the key, which has to include Read)";
            case BILLING_LIMIT -> " (the key's limit of the billing cycle is reached)";
            case RATE_LIMITED -> " (too many requests for this key: set requestsPerMinute to what your plan allows)";
            case MISDIRECTED ->
                answer.statusCode() / 100 == 3
                        ? " (redirects are not followed: check the option baseUrl, and for a proxy in between)"
                        : " (check the option baseUrl, and for a proxy in between)";
            default -> "";
        };
    }

    private static String adviceOnSubmission(Answer<?> answer) {
        return switch (answer.statusCode()) {
            case 400 -> " (check the parameters, or the SQL)";
            case 401 -> " (check the option apiKey)";
            case 403 -> " (check that the key may execute, and that the query is saved and not archived)";
            case 404 -> " (check the query id, and the option baseUrl)";
            case 429 -> " (too many submissions for this key: set submissionsPerMinute to what your plan allows)";
            default -> advice(answer);
        };
    }

    private static String quoted(String excerpt) {
        return excerpt.isEmpty() ? "" : ": " + excerpt;
    }
}
