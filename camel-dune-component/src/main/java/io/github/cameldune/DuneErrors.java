package io.github.cameldune;

import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.Verdict;
import io.github.cameldune.internal.health.RequestHealth;
import io.github.cameldune.internal.submit.SubmissionResult;
import io.github.cameldune.internal.watch.Expiry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Which exception an answer is that brought nothing, and which one the end of a submission, a watch or a wait is. */
final class DuneErrors {

    private static final String TOKEN = "the header " + DuneConstants.REQUEST_TOKEN;

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

    /** The exception for a failed request of anything in the Camel context that uses the same key. */
    static Exception of(RequestHealth.Failure failure) {
        return failure.statusOf() == null
                ? of("something about " + failure.subject(), null, failure.answer())
                : ofStatus(failure.statusOf().value(), failure.answer());
    }

    /**
     * The exception for a submission.
     *
     * @param request what was requested, such as "an execution of query 4242"
     * @param token of the message; null for none
     * @param result has no execution
     * @param now the present, by the clock of the result
     * @return to be thrown or set on an exchange
     */
    static Exception ofSubmission(String request, String token, SubmissionResult result, Instant now) {
        Answer<?> answer = result.answer();
        if (result.kind() == SubmissionResult.Kind.NOT_STARTED) {
            return of(request, null, answer, adviceOnSubmission(answer));
        }
        if (result.kind() == SubmissionResult.Kind.OTHER_SUBMISSION) {
            return new IllegalArgumentException("The token in " + TOKEN + " was used at " + result.at()
                    + " for a submission of another query, SQL or parameters, and nothing was started now: a token stands"
                    + " for one submission, so append what tells this one from the other, and let a message that is sent"
                    + " again have the same parameters");
        }
        Exception met = answer == null ? null : of(request, null, answer);
        String message;
        if (result.kind() == SubmissionResult.Kind.IN_PROGRESS) {
            message = "A submission with the token in " + TOKEN + " was made at " + result.at()
                    + " by another thread or process, and its outcome is not recorded yet. No other is started with this"
                    + " token: send the message again in "
                    + Math.max(1, Duration.between(now, result.due()).toSeconds()) + " s";
        } else if (met == null) {
            message = "An execution may have been started and billed: a submission with the token in " + TOKEN
                    + " was made at " + result.at()
                    + ", and its outcome was never learned. No other is started with this"
                    + " token: look for the execution at Dune, then use a new token if there is none";
        } else {
            message = "An execution may have been started and billed: the outcome of the request for " + request
                    + " is unknown. " + met.getMessage()
                    + ". It is not repeated: look for the execution at Dune, then "
                    + (token == null
                            ? "send the message again if there is none. With " + TOKEN
                                    + " a message that is sent again never starts a second execution"
                            : "use a new token if there is none");
        }
        return new DuneUnknownOutcomeException(message, token, answer == null ? 0 : answer.statusCode(), met);
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
