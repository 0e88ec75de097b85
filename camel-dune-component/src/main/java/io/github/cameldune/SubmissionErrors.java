package io.github.cameldune;

import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.Submitted;
import io.github.cameldune.internal.submit.SubmissionResult;
import java.time.Duration;
import java.time.Instant;

/** Which exception a submission is that yielded no execution. */
final class SubmissionErrors {

    private static final String TOKEN = "the header " + DuneConstants.REQUEST_TOKEN;

    private SubmissionErrors() {}

    /**
     * The exception for a result.
     *
     * @param request what was requested, such as "an execution of query 4242"
     * @param token of the message; null for none
     * @param result has no execution
     * @param now the present, by the clock of the result
     * @return to be thrown or set on an exchange
     */
    static Exception of(String request, String token, SubmissionResult result, Instant now) {
        return switch (result.kind()) {
            case NOT_STARTED -> DuneErrors.ofSubmission(request, result.answer());
            case UNKNOWN ->
                result.answer() == null ? ofEarlier(token, result.at()) : ofAnswer(request, token, result.answer());
            case IN_PROGRESS -> inProgress(token, result, now);
            case OTHER_SUBMISSION ->
                new IllegalArgumentException("The token in " + TOKEN + " was used at " + result.at()
                        + " for a submission of another query, SQL or"
                        + " parameters, and nothing was started now: a token stands for one submission, so append what"
                        + " tells this one from the other, and let a message that is sent again have the same"
                        + " parameters");
            case STARTED -> throw new IllegalArgumentException("an execution");
        };
    }

    private static Exception ofAnswer(String request, String token, Answer<Submitted> answer) {
        Exception met = DuneErrors.of(request, null, answer);
        return new DuneUnknownOutcomeException(
                "An execution may have been started and billed: the outcome of the request for " + request
                        + " is unknown. " + met.getMessage()
                        + ". It is not repeated: look for the execution at Dune, then "
                        + (token == null
                                ? "send the message again if there is none. With " + TOKEN
                                        + " a message that is sent again" + " never starts a second execution"
                                : "use a new token if there is none"),
                token,
                answer.statusCode(),
                met);
    }

    private static Exception ofEarlier(String token, Instant at) {
        return new DuneUnknownOutcomeException(
                "An execution may have been started and billed: a submission with the token in " + TOKEN
                        + " was made at "
                        + at + ", and its outcome was never learned. No other is started with this token: look for the"
                        + " execution at Dune, then use a new token if there is none",
                token,
                0,
                null);
    }

    private static Exception inProgress(String token, SubmissionResult result, Instant now) {
        Duration left = Duration.between(now, result.due());
        return new DuneUnknownOutcomeException(
                "A submission with the token in " + TOKEN + " was made at " + result.at()
                        + " by another thread or process, and its outcome is not recorded yet. No other is started with this"
                        + " token: send the message again in " + Math.max(1, left.toSeconds()) + " s",
                token,
                0,
                null);
    }
}
