package io.github.cameldune.watch;

import io.github.cameldune.client.Answer;

/**
 * Counts answers in a row that Dune does not know an execution. One is not enough: in the moment after it was submitted
 * Dune may not know it yet. Used by one thread at a time, as an execution is asked about.
 */
final class UnknownStreak {

    private static final int ENOUGH = 3;

    private int inARow;

    /**
     * Takes an answer.
     *
     * @param answer the next one
     * @return true when Dune will not come to know the execution
     */
    boolean isOver(Answer answer) {
        boolean unknown = answer instanceof Answer.Refused refused && refused.isExecutionUnknown();
        inARow = unknown ? inARow + 1 : 0;
        return inARow >= ENOUGH;
    }
}
