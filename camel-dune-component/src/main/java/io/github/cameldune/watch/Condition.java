package io.github.cameldune.watch;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.Answer;
import io.github.cameldune.client.ExecutionId;
import java.util.Optional;

/** How asking and the watch store do, for the health check and for whom errors of a poll are reported to. Thread-safe. */
public final class Condition {

    /**
     * A request that brought no status.
     *
     * @param id what was asked about
     * @param answer what came
     */
    public record Failure(ExecutionId id, Answer answer) {}

    private final AskCondition asking = new AskCondition();
    private WatchStoreException readFailure;
    private WatchStoreException writeFailure;

    Condition() {}

    void answered(ExecutionId id, Answer answer) {
        asking.answered(id, answer);
    }

    void nothingToAsk() {
        asking.nothingToAsk();
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
    public Optional<Failure> failure() {
        return asking.failure();
    }

    /**
     * The same, but each failed request only once, for reporting.
     *
     * @return empty when there is nothing new to report
     */
    public Optional<Failure> takeFailure() {
        return asking.takeFailure();
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
