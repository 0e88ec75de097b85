package io.github.cameldune.internal.results;

import io.github.cameldune.internal.client.RowsRequest;
import io.github.cameldune.internal.health.RowCounts;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/**
 * The pages of a result, in order, each once; one of them is read ahead at most. For one thread, except {@link #close()},
 * which any thread may call.
 */
final class Pages<P extends Page> implements AutoCloseable {

    /** Bounds what an address can cost that names next pages for ever and sends no row. */
    static final int MAX_EMPTY_PAGES = 100;

    private final PageRequests requests;
    private final PageLoader<P> loader;
    private final Executor executor;
    private final PageSource source;
    private final RowCounts counts;

    private long offset;
    private long rowsBefore;
    private boolean more = true;
    private int emptyPages;

    /** The load that was begun; null before, and once its page was given out. Guarded by this. */
    private FutureTask<P> load;

    /** Guarded by this. */
    private boolean closed;

    Pages(PageRequests requests, PageLoader<P> loader, Executor executor, PageSource source, RowCounts counts) {
        this.requests = requests;
        this.loader = loader;
        this.executor = executor;
        this.source = source;
        this.counts = counts;
        this.offset = requests.options().offset();
    }

    /**
     * The next page, after waiting for it; null after the last. Throws a {@link CancellationException} if the pages are
     * closed.
     */
    P next() throws InterruptedException {
        if (!more) {
            return null;
        }
        FutureTask<P> begun = begun();
        // does nothing if another thread loads already; else no busy or stopped executor holds the caller up
        begun.run();
        P page;
        try {
            page = begun.get();
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
        synchronized (this) {
            load = null;
        }
        follow(page);
        return page;
    }

    /** Begins with a page that was read already. */
    void begin(P first) {
        follow(first);
    }

    /** Begins to load the next page in the background, if there is one. */
    void readAhead() {
        if (!more) {
            return;
        }
        try {
            executor.execute(begun());
        } catch (RejectedExecutionException e) {
            // the caller loads the page itself once it needs it
        }
    }

    @Override
    public void close() {
        FutureTask<P> begun;
        synchronized (this) {
            closed = true;
            begun = load;
        }
        source.close();
        if (begun != null) {
            begun.cancel(true);
        }
    }

    private synchronized FutureTask<P> begun() {
        if (closed) {
            throw new CancellationException("the rows were closed");
        }
        if (load == null) {
            RowsRequest request = requests.page(offset, rowsBefore);
            load = new FutureTask<>(() -> loader.load(request));
        }
        return load;
    }

    private void follow(P page) {
        counts.pageRead(page.rows(), page.bytes());
        page.keep((int) Math.min(Integer.MAX_VALUE, requests.remaining(rowsBefore)));
        rowsBefore += page.rows();
        Long next = page.nextOffset();
        more = next != null && requests.remaining(rowsBefore) > 0;
        if (!more) {
            return;
        }
        if (requests.options().sampleCount() != null) {
            throw invalid("Dune sent a part of the sample only: lower sampleCount, or select fewer columns");
        }
        if (next <= offset) {
            throw invalid("the page at offset " + offset + " names " + next
                    + " as the offset of the next page, which is not after it: report it to Dune");
        }
        emptyPages = page.rows() == 0 ? emptyPages + 1 : 0;
        if (emptyPages == MAX_EMPTY_PAGES) {
            throw invalid(MAX_EMPTY_PAGES + " pages in a row had no rows, and the last names another one: report it to"
                    + " Dune");
        }
        offset = next;
    }

    private static RowsException invalid(String message) {
        return new RowsException(new RowsFailure.InvalidPaging(message));
    }

    private static RuntimeException rethrown(Throwable cause) throws InterruptedException {
        if (cause instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }
}
