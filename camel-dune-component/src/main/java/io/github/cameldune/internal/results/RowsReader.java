package io.github.cameldune.internal.results;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.RowsRequest;
import io.github.cameldune.internal.health.RowCounts;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads the rows of one result. Each method blocks for the first page, and throws a {@link RowsException} when there are no
 * rows to be had. What it returns is closed by the caller; it throws what {@code errors} makes when a later page cannot be
 * read.
 */
public final class RowsReader {

    private final PageSource source;
    private final RowsOptions options;
    private final Executor executor;
    private final RowCounts counts;
    private final Retry retry;

    /**
     * Reads one result.
     *
     * @param source makes the requests; closed with the rows
     * @param options which rows
     * @param executor reads ahead; one that is busy or stopped costs time, and no rows
     * @param counts what is read
     */
    public RowsReader(PageSource source, RowsOptions options, Executor executor, RowCounts counts) {
        this.source = source;
        this.options = options;
        this.executor = executor;
        this.counts = counts;
        this.retry = new Retry(source, counts);
    }

    /** Any number of rows. */
    public RowIterator stream(ExecutionId id, Function<RowsException, RuntimeException> errors)
            throws InterruptedException {
        Pages<RowsPage> pages = rowPages(id);
        return new RowIterator(pages, pages.next(), errors);
    }

    /**
     * Any number of rows of the latest execution of a query, if that is fresh. The first page names the execution; the others
     * are those of that execution, whatever runs meanwhile. Fails with {@link RowsFailure.Stale}, and with
     * {@link RowsFailure.Refused} and 404 if the query never ran.
     */
    public RowIterator latest(
            long queryId, Predicate<ExecutionStatus> isFresh, Function<RowsException, RuntimeException> errors)
            throws InterruptedException {
        RowsPage first = latest(new PageRequests(null, queryId, false, options).page(options.offset(), 0), isFresh);
        Pages<RowsPage> pages = rowPages(new ExecutionId(first.head().status().executionId()));
        pages.begin(first);
        return new RowIterator(pages, first, errors);
    }

    /** As {@link #latest}, as CSV. One row is read to learn of the execution. */
    public CsvStream latestCsv(
            long queryId, Predicate<ExecutionStatus> isFresh, Function<RowsException, Exception> errors)
            throws InterruptedException {
        RowsPage one = latest(LatestResult.request(queryId), isFresh);
        counts.pageRead(one.rows(), one.bytes());
        ExecutionStatus status = one.head().status();
        return csv(new ExecutionId(status.executionId()), status, errors);
    }

    private RowsPage latest(RowsRequest request, Predicate<ExecutionStatus> isFresh) throws InterruptedException {
        PageLoader.Reading<RowsPage> reading = (content, nextOffset) -> {
            RowsPage page = RowsPageParser.parse(content, new ChunkPool());
            ExecutionStatus status = page.head().status();
            if (status.executionId() == null || !ExecutionId.isValid(status.executionId())) {
                throw new UnreadablePageException("it names no execution");
            }
            if (!isFresh.test(status)) {
                throw new RowsException(new RowsFailure.Stale(status));
            }
            return withRows(page);
        };
        return new PageLoader<>(source, options, reading, retry).load(request);
    }

    /**
     * Any number of rows as CSV. Requests the status first: CSV carries none, and Dune's CSV of an execution that still runs
     * is not told from rows. What {@code errors} makes and is no {@link IOException} becomes the cause of one.
     */
    public CsvStream csv(ExecutionId id, Function<RowsException, Exception> errors) throws InterruptedException {
        ExecutionStatus status = status(id);
        requireRows(status, true);
        return csv(id, status, errors);
    }

    private CsvStream csv(ExecutionId id, ExecutionStatus status, Function<RowsException, Exception> errors)
            throws InterruptedException {
        ResultHead head = ResultHead.of(status, options.columns() == null);
        Pages<CsvPage> pages = pages(id, true, new CsvReading(head.columnNames()));
        return new CsvStream(pages, pages.next(), head, errors);
    }

    private Pages<RowsPage> rowPages(ExecutionId id) {
        ChunkPool pool = new ChunkPool();
        return pages(id, false, (content, nextOffset) -> {
            RowsPage page = RowsPageParser.parse(content, pool);
            String itsId = page.head().status().executionId();
            if (itsId != null && !itsId.equals(id.value())) {
                throw new UnreadablePageException("it is about another execution");
            }
            return withRows(page);
        });
    }

    private <P extends Page> Pages<P> pages(ExecutionId id, boolean csv, PageLoader.Reading<P> reading) {
        PageLoader<P> loader = new PageLoader<>(source, options, reading, retry);
        return new Pages<>(new PageRequests(id, null, csv, options), loader, executor, source, counts);
    }

    private RowsPage withRows(RowsPage page) {
        requireRows(page.head().status(), page.hasResult());
        return page;
    }

    private void requireRows(ExecutionStatus status, boolean hasResult) {
        RowsFailure.of(status, hasResult, options.allowPartialResults()).ifPresent(failure -> {
            throw new RowsException(failure);
        });
    }

    private ExecutionStatus status(ExecutionId id) throws InterruptedException {
        return retry.until(() -> {
            Answer<ExecutionStatus> answer = source.status(id);
            if (answer.isOk()) {
                return answer.value();
            }
            Retry.TryAgain.throwIfTransient(answer);
            throw new RowsException(new RowsFailure.Refused(answer.withoutValue()));
        });
    }
}
