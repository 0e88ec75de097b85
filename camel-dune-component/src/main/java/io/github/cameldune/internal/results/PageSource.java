package io.github.cameldune.internal.results;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.PageBody;
import io.github.cameldune.internal.client.RowsRequest;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/**
 * Requests to Dune for one result, within the rate limit: all that reading rows needs of the rest of the component. Called
 * from the caller's thread or from the one that reads ahead, one at a time; {@link #close()} from any. Each may block, until
 * the thread is interrupted or the source is closed. An unchecked exception, such as that no permit came in time, ends the
 * reading and reaches the caller as it is.
 */
public interface PageSource extends AutoCloseable {

    /** Requests one page. The body of the answer is open, and read by the caller, who closes it. */
    Answer<PageBody> page(RowsRequest request) throws InterruptedException;

    /** Requests the status of an execution. */
    Answer<ExecutionStatus> status(ExecutionId id) throws InterruptedException;

    /** Waits before a request is repeated. */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Ends what another thread is in: the reading of a body with an {@link java.io.IOException}, all else, and all that begins
     * later, with a {@link CancellationException}. May be called again.
     */
    @Override
    void close();
}
