package io.github.cameldune.internal.client;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.time.Cancellable;
import java.util.function.Consumer;

/**
 * Requests to Dune with one API key at one base URL. The seam between what the component decides and how it talks to
 * Dune. Each method makes one request, which is repeated only if the server certainly did not begin with it, and follows no
 * redirect. It blocks until the answer is there or the timeouts are over, throws nothing unless it says so, and is safe for
 * use by many threads.
 */
public interface DuneClient extends StatusClient {

    /** Starts an execution. Without an answer, or with a 5xx, it may have been started and billed all the same. */
    Answer<Submitted> submit(Submission submission);

    /** Cancels an execution. Dune says whether it did. */
    Answer<Boolean> cancel(ExecutionId id);

    /**
     * Requests one page of rows: an open body that the caller closes. Before the request is made, {@code inFlight} gets what
     * breaks it off, with a {@link java.util.concurrent.CancellationException}.
     */
    Answer<PageBody> rows(RowsRequest request, Consumer<Cancellable> inFlight);

    /** As the other; nothing can break it off but its timeouts. */
    default Answer<PageBody> rows(RowsRequest request) {
        return rows(request, cancellable -> {});
    }
}
