package io.github.cameldune.internal.results;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.PageBody;
import io.github.cameldune.internal.client.RowsRequest;

/**
 * Requests to Dune within the rate limit: all that reading rows needs of the rest of the component. Both methods make
 * one request, may block for a permit, and are called from the caller's thread or from the one that reads ahead. An
 * unchecked exception, such as that no permit came in time, ends the reading and reaches the caller as it is.
 */
public interface PageSource {

    /**
     * Requests one page.
     *
     * @param request which rows; not null
     * @return the answer; its body is open, and {@link PageBody#close()} may be called from another thread while it is
     *     read, which makes the reading fail
     * @throws InterruptedException if the thread is interrupted while it waits for a permit
     */
    Answer<PageBody> page(RowsRequest request) throws InterruptedException;

    /**
     * Requests the status of an execution.
     *
     * @param id the execution; not null
     * @return the answer
     * @throws InterruptedException if the thread is interrupted while it waits for a permit
     */
    Answer<ExecutionStatus> status(ExecutionId id) throws InterruptedException;
}
