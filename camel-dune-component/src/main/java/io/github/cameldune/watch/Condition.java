package io.github.cameldune.watch;

import io.github.cameldune.client.Answer;
import io.github.cameldune.client.ExecutionId;
import java.util.Optional;

/**
 * How asking goes, for the health check and for whom errors of a poll are reported to. Thread-safe.
 *
 * <p>One execution that Dune does not know says nothing against Dune, and a single 429 is what discovering the limit
 * is made of: neither is a failure here.
 */
public final class Condition {

    /**
     * A request that brought no status.
     *
     * @param id what was asked about
     * @param answer what came
     */
    public record Failure(ExecutionId id, Answer answer) {}

    private static final int RATE_LIMITED_ENOUGH = 3;

    private Failure failure;
    private boolean reported = true;
    private int rateLimitedInARow;
    private WatchStoreException readFailure;
    private WatchStoreException writeFailure;

    Condition() {}

    synchronized void answered(ExecutionId id, Answer answer) {
        if (answer instanceof Answer.Known
                || answer instanceof Answer.Refused refused && refused.isExecutionUnknown()) {
            rateLimitedInARow = 0;
            failure = null;
            reported = true;
        } else if (!(answer instanceof Answer.Refused refused)
                || !refused.isRateLimited()
                || ++rateLimitedInARow >= RATE_LIMITED_ENOUGH) {
            failure = new Failure(id, answer);
            reported = false;
        }
    }

    synchronized void nothingToAsk() {
        failure = null;
        reported = true;
    }

    synchronized void storeNotRead(WatchStoreException e) {
        readFailure = e;
    }

    synchronized void storeRead() {
        readFailure = null;
    }

    /** Apart from reading: a store that can only be read must not look healthy each time that it is read. */
    synchronized void storeNotWritten(WatchStoreException e) {
        writeFailure = e;
    }

    synchronized void storeWritten() {
        writeFailure = null;
    }

    /** What could not be written was removed. */
    synchronized void nothingToWrite() {
        writeFailure = null;
    }

    synchronized void throwStoreFailure() {
        WatchStoreException failure = storeFailure().orElse(null);
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * The request that failed last, when none since told a status.
     *
     * @return empty when asking goes well
     */
    public synchronized Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * The same, but each failed request only once, for reporting.
     *
     * @return empty when there is nothing new to report
     */
    public synchronized Optional<Failure> takeFailure() {
        if (reported) {
            return Optional.empty();
        }
        reported = true;
        return failure();
    }

    /**
     * Why the watch store cannot be used.
     *
     * @return empty when it can
     */
    public synchronized Optional<WatchStoreException> storeFailure() {
        return Optional.ofNullable(readFailure == null ? writeFailure : readFailure);
    }
}
