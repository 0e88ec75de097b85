package io.github.cameldune.internal.client;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.time.Cancellable;
import java.util.function.Consumer;

/**
 * Requests to Dune with one API key at one base URL. The seam between what the component decides and how it talks to
 * Dune. Each method makes one request, without retry or redirect, blocks until the answer is there or the timeouts are
 * over, throws nothing unless it says so, and is safe for use by many threads.
 */
public interface DuneClient extends StatusClient {

    /**
     * Starts an execution. Without an answer, or with a 5xx, it may have been started and billed all the same.
     *
     * @param submission what to run; not null
     * @return the answer, never null
     */
    Answer<Submitted> submit(Submission submission);

    /**
     * Cancels an execution.
     *
     * @param id the execution; not null
     * @return the answer: whether Dune says that it cancelled; never null
     */
    Answer<Boolean> cancel(ExecutionId id);

    /**
     * Requests one page of rows.
     *
     * @param request which rows; not null
     * @param inFlight gets what breaks the request off, before it is made; not null
     * @return the answer: an open body that the caller closes; never null
     * @throws java.util.concurrent.CancellationException if it was broken off
     */
    Answer<PageBody> rows(RowsRequest request, Consumer<Cancellable> inFlight);

    /**
     * Requests one page of rows; nothing can break it off but its timeouts.
     *
     * @param request which rows; not null
     * @return the answer: an open body that the caller closes; never null
     */
    default Answer<PageBody> rows(RowsRequest request) {
        return rows(request, cancellable -> {});
    }
}
