package io.github.cameldune.watch;

import io.github.cameldune.client.Answer;
import io.github.cameldune.client.AnswerListener;
import io.github.cameldune.client.ExecutionId;
import java.util.Optional;

/**
 * How asking goes. Thread-safe.
 *
 * <p>One execution that Dune does not know says nothing against Dune, and a single 429 is what discovering the limit
 * is made of: neither is a failure here.
 */
public final class AskCondition implements AnswerListener {

    private static final int RATE_LIMITED_ENOUGH = 3;

    private Condition.Failure failure;
    private boolean reported = true;
    private int rateLimitedInARow;

    /** Asking goes well until an answer says otherwise. */
    public AskCondition() {}

    @Override
    public synchronized void answered(ExecutionId id, Answer answer) {
        if (answer instanceof Answer.Known
                || answer instanceof Answer.Refused refused && refused.isExecutionUnknown()) {
            rateLimitedInARow = 0;
            failure = null;
            reported = true;
        } else if (!(answer instanceof Answer.Refused refused)
                || !refused.isRateLimited()
                || ++rateLimitedInARow >= RATE_LIMITED_ENOUGH) {
            failure = new Condition.Failure(id, answer);
            reported = false;
        }
    }

    synchronized void nothingToAsk() {
        failure = null;
        reported = true;
    }

    /**
     * The request that failed last, when none since told a status.
     *
     * @return empty when asking goes well
     */
    public synchronized Optional<Condition.Failure> failure() {
        return Optional.ofNullable(failure);
    }

    synchronized Optional<Condition.Failure> takeFailure() {
        if (reported) {
            return Optional.empty();
        }
        reported = true;
        return failure();
    }
}
