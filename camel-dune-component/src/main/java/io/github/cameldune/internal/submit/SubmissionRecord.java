package io.github.cameldune.internal.submit;

import java.time.Instant;

/**
 * What is stored of a submission. Immutable.
 *
 * @param token the caller's token; null for none
 * @param fingerprint tells one submission from another
 * @param attempt tells this record from a later one of the same token
 * @param at when the request was made
 * @param due from when on the outcome of an intent counts as never learned
 * @param expires from when on the record does not count
 * @param executionId null unless started
 * @param state the state that Dune gave at the submission; null unless started
 * @param watched whether the execution was put on a watch list
 */
record SubmissionRecord(
        Phase phase,
        String token,
        String fingerprint,
        String attempt,
        Instant at,
        Instant due,
        Instant expires,
        String executionId,
        String state,
        boolean watched) {

    enum Phase {
        /** The request is about to be made, or was made, by a process that may have died since. */
        INTENT,
        /** The outcome was never learned, which was reported. */
        UNKNOWN,
        /** Dune named the execution. */
        STARTED
    }

    SubmissionRecord unknown() {
        return new SubmissionRecord(Phase.UNKNOWN, token, fingerprint, attempt, at, due, expires, null, null, false);
    }

    SubmissionRecord started(String id, String firstState) {
        return new SubmissionRecord(
                Phase.STARTED, token, fingerprint, attempt, at, due, expires, id, firstState, false);
    }

    SubmissionRecord withWatched() {
        return new SubmissionRecord(phase, token, fingerprint, attempt, at, due, expires, executionId, state, true);
    }

    /** An intent counts while its request may be in flight, however short the retention. */
    boolean isExpired(Instant now) {
        return !now.isBefore(expires) && (phase != Phase.INTENT || isAbandoned(now));
    }

    boolean isAbandoned(Instant now) {
        return phase == Phase.INTENT && !now.isBefore(due);
    }
}
