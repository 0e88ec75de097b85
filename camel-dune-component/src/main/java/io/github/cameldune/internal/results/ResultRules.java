package io.github.cameldune.internal.results;

import io.github.cameldune.client.ExecutionState;
import io.github.cameldune.client.ExecutionStatus;
import java.util.Optional;

/** Decides whether an execution has rows to read. */
final class ResultRules {

    private ResultRules() {}

    /**
     * What a status says about the rows.
     *
     * @param status the status
     * @param hasResult whether the answer has a result
     * @param allowPartialResults the option
     * @return why there are no rows to read; empty if there are
     */
    static Optional<RowsFailure> failure(ExecutionStatus status, boolean hasResult, boolean allowPartialResults) {
        ExecutionState state = status.state();
        if (!status.isTerminal()) {
            return Optional.of(new RowsFailure.NotFinished(status));
        }
        if (state.equals(ExecutionState.FAILED)
                || state.equals(ExecutionState.CANCELED)
                || state.equals(ExecutionState.EXPIRED)) {
            return Optional.of(new RowsFailure.Ended(status));
        }
        if (state.equals(ExecutionState.COMPLETED_PARTIAL) && !allowPartialResults) {
            return Optional.of(new RowsFailure.Partial(status));
        }
        return hasResult ? Optional.empty() : Optional.of(new RowsFailure.NoResult(status));
    }
}
