package io.github.cameldune;

import io.github.cameldune.client.ExecutionError;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.Verdict;
import io.github.cameldune.internal.results.RowsException;
import io.github.cameldune.internal.results.RowsFailure;

/** Which exception a failure to read rows is. */
final class RowsErrors {

    private static final int OK = 200;

    private RowsErrors() {}

    /**
     * The exception for a failure.
     *
     * @param rows whose rows were to be read
     * @param rateLimitTimeout the option, for the message
     */
    static Exception of(RowsOutput.Rows rows, long rateLimitTimeout, RowsException e) {
        RowsFailure failure = e.failure();
        String executionId =
                rows.executionId() == null ? null : rows.executionId().value();
        String message = "The rows of " + rows.subject() + " cannot be read: " + failure.message();
        if (failure instanceof RowsFailure.NotFinished running) {
            return new DuneNotFinishedException(
                    message,
                    id(running.status(), executionId),
                    running.status().state().name());
        }
        if (failure instanceof RowsFailure.Ended ended) {
            return ended(message, executionId, ended.status());
        }
        if (failure instanceof RowsFailure.Partial partial) {
            return new DunePartialResultException(message, id(partial.status(), executionId));
        }
        if (failure instanceof RowsFailure.Stale stale) {
            return new DuneStaleResultException(
                    message, id(stale.status(), executionId), stale.status().executionEndedAt());
        }
        if (failure instanceof RowsFailure.TooManyRows || failure instanceof RowsFailure.PageTooLarge) {
            return new DuneResultTooLargeException(message, executionId);
        }
        if (failure instanceof RowsFailure.Refused refused) {
            return ofAnswer(rows.subject(), executionId, rateLimitTimeout, refused.answer());
        }
        if (failure instanceof RowsFailure.Unavailable unavailable) {
            return ofAnswer(rows.subject(), executionId, rateLimitTimeout, unavailable.answer());
        }
        return new DuneUnreadableResponseException(message, executionId, OK, null, "");
    }

    private static Exception ended(String message, String executionId, ExecutionStatus status) {
        ExecutionError error = status.error() == null ? new ExecutionError(null, null, null, null) : status.error();
        return new DuneExecutionException(
                message,
                id(status, executionId),
                status.state().name(),
                error.type(),
                error.message(),
                error.line(),
                error.column());
    }

    private static Exception ofAnswer(String subject, String executionId, long rateLimitTimeout, Answer<?> answer) {
        String request = "the rows of " + subject;
        return answer.verdict() == Verdict.RATE_LIMITED && answer.statusCode() == 0
                ? DuneErrors.noPermit(request, executionId, rateLimitTimeout, answer.retryAfter())
                : DuneErrors.of(request, executionId, answer);
    }

    private static String id(ExecutionStatus status, String known) {
        return status == null || status.executionId() == null ? known : status.executionId();
    }
}
