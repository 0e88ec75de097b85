package io.github.cameldune.internal.submit;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionState;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.SubmissionOutcome;
import io.github.cameldune.internal.client.Submitted;
import java.time.Instant;

/**
 * What is known of a submission. Immutable.
 *
 * @param kind what it is; not null
 * @param started the execution; null unless it was started
 * @param watched whether an earlier message put the execution on a watch list
 * @param answer to the request, if one was made for it and brought no execution; else null
 * @param at when the request was made; null if that was just now
 * @param due from when on the outcome counts as never learned; null if that is now
 */
public record SubmissionResult(
        Kind kind, Submitted started, boolean watched, Answer<Submitted> answer, Instant at, Instant due) {

    /** What is known. */
    public enum Kind {
        /** The execution was started, now or by an earlier message of the same token. */
        STARTED,
        /** Nothing was started; the answer says why. */
        NOT_STARTED,
        /** An execution may have been started; the answer says why, or there is none because a process died. */
        UNKNOWN,
        /** Another thread or process makes or has made the request, and the outcome is not there yet. */
        IN_PROGRESS,
        /** The token was used for a submission of something else. */
        OTHER_SUBMISSION
    }

    /** What an answer to the request says. */
    public static SubmissionResult of(Answer<Submitted> answer) {
        if (answer.isOk()) {
            return new SubmissionResult(Kind.STARTED, answer.value(), false, null, null, null);
        }
        Kind kind = SubmissionOutcome.mayHaveStarted(answer) ? Kind.UNKNOWN : Kind.NOT_STARTED;
        return new SubmissionResult(kind, null, false, answer, null, null);
    }

    static SubmissionResult of(SubmissionRecord record, SubmissionIntent intent, Instant now) {
        if (!record.fingerprint().equals(intent.fingerprint())) {
            return new SubmissionResult(Kind.OTHER_SUBMISSION, null, false, null, record.at(), null);
        }
        return switch (record.phase()) {
            case STARTED ->
                new SubmissionResult(
                        Kind.STARTED,
                        new Submitted(new ExecutionId(record.executionId()), ExecutionState.of(record.state())),
                        record.watched(),
                        null,
                        record.at(),
                        null);
            case UNKNOWN -> new SubmissionResult(Kind.UNKNOWN, null, false, null, record.at(), null);
            case INTENT ->
                record.isAbandoned(now)
                        ? new SubmissionResult(Kind.UNKNOWN, null, false, null, record.at(), null)
                        : inProgress(record.at(), record.due());
        };
    }

    /** Another thread or process makes or has made the request; the outcome is not there yet. */
    static SubmissionResult inProgress(Instant at, Instant due) {
        return new SubmissionResult(Kind.IN_PROGRESS, null, false, null, at, due);
    }
}
