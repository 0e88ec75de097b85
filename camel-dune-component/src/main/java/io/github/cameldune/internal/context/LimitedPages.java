package io.github.cameldune.internal.context;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.PageBody;
import io.github.cameldune.internal.client.RowsRequest;
import io.github.cameldune.internal.client.Verdict;
import io.github.cameldune.internal.ratelimit.Permit;
import io.github.cameldune.internal.results.PageSource;
import io.github.cameldune.internal.time.Cancellable;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The requests for one result, each with a permit of the key's rate limit. The caller brings the first; those for later pages
 * are waited for in the thread that reads. A permit is settled once its page was read to the end, so that {@code
 * maxConcurrentRequests} bounds the connections too. For one reading thread at a time, except {@link #close()}.
 */
public final class LimitedPages implements PageSource {

    /**
     * What came of waiting.
     *
     * @param permit null if none came in time
     * @param retryAfter when one would likely be had; null with a permit
     */
    private record Wait(Permit permit, Duration retryAfter) {}

    private final Connection connection;
    private final Duration patience;

    // guarded by this; first is null once it is used
    private Permit first;
    private boolean closed;
    private CompletableFuture<?> waiting;
    private Cancellable inFlight;

    /**
     * Requests for one result, the first with its permit. One that gets no permit for as long as the patience lasts counts
     * as rate limited.
     */
    public LimitedPages(Connection connection, Duration patience, Permit first) {
        this.connection = connection;
        this.patience = patience;
        this.first = first;
    }

    @Override
    public Answer<PageBody> page(RowsRequest request) throws InterruptedException {
        Wait wait = permit();
        Permit permit = wait.permit();
        if (permit == null) {
            return noPermit(wait.retryAfter());
        }
        Answer<PageBody> answer = null;
        try {
            answer = connection.client().rows(request, this::begun);
        } finally {
            if (answer == null) {
                permit.failed();
            }
        }
        if (!answer.isOk()) {
            permit.answered(answer, request.subject());
            return answer;
        }
        PageBody body = answer.value();
        Answer<PageBody> ok = answer;
        Runnable closing = () -> {
            body.close();
            permit.answered(ok, request.subject());
        };
        return Answer.ok(new PageBody(body.content(), body.nextOffset(), closing), answer.statusCode(), answer.date());
    }

    @Override
    public Answer<ExecutionStatus> status(ExecutionId id) throws InterruptedException {
        Wait wait = permit();
        return wait.permit() == null
                ? noPermit(wait.retryAfter())
                : connection.request(wait.permit(), id.value(), client -> client.status(id));
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        CompletableFuture<Void> over = begin();
        Cancellable timer = connection.context().threads().schedule(duration, () -> over.complete(null));
        await(over, timer);
    }

    private void begun(Cancellable request) {
        boolean late;
        synchronized (this) {
            inFlight = request;
            late = closed;
        }
        if (late) {
            request.cancel();
        }
    }

    /** Gives the permit of the caller back if it was not used. Ends a wait, and the request of a page, answered or not. */
    @Override
    public void close() {
        Permit unused;
        Cancellable request;
        synchronized (this) {
            closed = true;
            if (waiting != null) {
                waiting.cancel(false);
            }
            unused = first;
            first = null;
            request = inFlight;
        }
        // without the lock, since a permit that is given back runs the callbacks of others
        if (unused != null) {
            unused.unused();
        }
        if (request != null) {
            request.cancel();
        }
    }

    private Wait permit() throws InterruptedException {
        synchronized (this) {
            if (first != null) {
                Wait had = new Wait(first, null);
                first = null;
                return had;
            }
        }
        CompletableFuture<Wait> over = begin();
        Cancellable wait = connection
                .key()
                .reads()
                .acquire(
                        patience,
                        permit -> {
                            if (!over.complete(new Wait(permit, null))) {
                                permit.unused();
                            }
                        },
                        retryAfter -> over.complete(new Wait(null, retryAfter)));
        try {
            return await(over, wait);
        } catch (InterruptedException e) {
            // of a wait that ended at the same time, the permit goes back
            if (!over.cancel(false) && over.join().permit() != null) {
                over.join().permit().unused();
            }
            throw e;
        }
    }

    private synchronized <T> CompletableFuture<T> begin() {
        if (closed) {
            throw new CancellationException("the rows were closed");
        }
        CompletableFuture<T> begun = new CompletableFuture<>();
        waiting = begun;
        return begun;
    }

    private static <T> T await(CompletableFuture<T> over, Cancellable cause) throws InterruptedException {
        try {
            return over.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            cause.cancel();
        }
    }

    private static <T> Answer<T> noPermit(Duration retryAfter) {
        return new Answer<>(Verdict.RATE_LIMITED, null, 0, retryAfter, null, null, "", null);
    }
}
