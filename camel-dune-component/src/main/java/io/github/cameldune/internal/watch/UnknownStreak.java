package io.github.cameldune.internal.watch;

import io.github.cameldune.internal.client.Verdict;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts answers in a row that Dune does not know an execution. One is not enough: in the moment after a submission Dune may
 * not know it yet, and for some seconds a proxy may answer in its stead. Used by one thread at a time.
 */
final class UnknownStreak {

    private static final int ENOUGH = 3;
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    private int inARow;
    private Instant since;

    /** Counts the next verdict; true if Dune is now believed not to know the execution. */
    boolean count(Verdict verdict, Instant now) {
        if (verdict.onWatch() != Verdict.OnWatch.COUNT_AS_UNKNOWN) {
            inARow = 0;
            return false;
        }
        since = inARow == 0 ? now : since;
        inARow++;
        return inARow >= ENOUGH && Duration.between(since, now).compareTo(LONG_ENOUGH) >= 0;
    }
}
