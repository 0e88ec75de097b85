package io.github.cameldune.internal.client;

import io.github.cameldune.client.ExecutionId;

/**
 * Requests to Dune with one API key at one base URL. The seam between what the component decides and how it talks to
 * Dune. Each method makes one request, without retry or redirect, blocks until the answer is there or the timeouts are
 * over, throws nothing, and is safe for use by many threads.
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
     * @return the answer: an open body that the caller closes; never null
     */
    Answer<PageBody> rows(RowsRequest request);
}
