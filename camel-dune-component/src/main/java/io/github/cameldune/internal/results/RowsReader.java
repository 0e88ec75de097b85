package io.github.cameldune.internal.results;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.health.RowCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads the rows of executions. Each method blocks for the first page, and throws a {@link RowsException} when there are no
 * rows to be had. Thread-safe.
 */
public final class RowsReader {

    private final PageSource source;
    private final Executor executor;
    private final RowCounts counts;
    private final Retry retry;

    /**
     * Reads one result.
     *
     * @param source makes the requests; closed with the rows
     * @param executor reads ahead; one that is busy or stopped costs time, and no rows
     * @param counts what is read
     */
    public RowsReader(PageSource source, Executor executor, RowCounts counts) {
        this.source = source;
        this.executor = executor;
        this.counts = counts;
        this.retry = new Retry(source, counts);
    }

    /**
     * Any number of rows.
     *
     * @param id the execution
     * @param options which rows
     * @param errors makes what the iterator throws when a later page cannot be read
     * @return an iterator that the caller closes
     * @throws InterruptedException if the thread is interrupted
     */
    public RowIterator stream(ExecutionId id, RowsOptions options, Function<RowsException, RuntimeException> errors)
            throws InterruptedException {
        Pages<RowsPage> pages = pages(new PageRequests(id, false, options), json(id, options));
        return new RowIterator(pages, pages.next(), errors);
    }

    /**
     * Any number of rows of the latest execution of a query. The first page names the execution; the others are those of
     * that execution, whatever runs meanwhile.
     *
     * @param queryId the query
     * @param options which rows
     * @param isFresh whether an execution may be read, by its status
     * @param errors makes what the iterator throws when a later page cannot be read
     * @return an iterator that the caller closes
     * @throws RowsException also a {@link RowsFailure.Stale}, and a {@link RowsFailure.Refused} with 404 if the query never ran
     * @throws InterruptedException if the thread is interrupted
     */
    public RowIterator latest(
            long queryId,
            RowsOptions options,
            Predicate<ExecutionStatus> isFresh,
            Function<RowsException, RuntimeException> errors)
            throws InterruptedException {
        PageLoader.Reading<RowsPage> reading = (content, nextOffset) -> latest(content, options, isFresh);
        RowsPage first =
                new PageLoader<>(source, options, reading, retry).load(PageRequests.ofLatest(queryId, options));
        ExecutionId id = new ExecutionId(first.head().status().executionId());
        Pages<RowsPage> pages = pages(new PageRequests(id, false, options), json(id, options));
        pages.begin(first);
        return new RowIterator(pages, first, errors);
    }

    /**
     * As {@link #latest}, as CSV. One row is read to learn of the execution.
     *
     * @param queryId the query
     * @param options which rows
     * @param isFresh whether an execution may be read, by its status
     * @param errors as of {@link #csv}
     * @return a stream that the caller closes
     * @throws InterruptedException if the thread is interrupted
     */
    public CsvStream latestCsv(
            long queryId,
            RowsOptions options,
            Predicate<ExecutionStatus> isFresh,
            Function<RowsException, Exception> errors)
            throws InterruptedException {
        PageLoader.Reading<RowsPage> reading = (content, nextOffset) -> latest(content, options, isFresh);
        RowsPage one = new PageLoader<>(source, options, reading, retry).load(LatestResult.request(queryId));
        counts.pageRead(one.rows(), one.bytes());
        ExecutionStatus status = one.head().status();
        return csv(new ExecutionId(status.executionId()), status, options, errors);
    }

    private static RowsPage latest(BoundedContent content, RowsOptions options, Predicate<ExecutionStatus> isFresh)
            throws IOException, UnreadablePageException {
        RowsPage page = RowsPageParser.parse(content, new ChunkPool());
        ExecutionStatus status = page.head().status();
        if (status.executionId() == null || !ExecutionId.isValid(status.executionId())) {
            throw new UnreadablePageException("it names no execution");
        }
        if (!isFresh.test(status)) {
            throw new RowsException(new RowsFailure.Stale(status));
        }
        requireRows(page, options);
        return page;
    }

    /**
     * All rows of an iterator, which is closed.
     *
     * @param rows opened with {@link RowsOptions#forList}
     * @param options which rows were asked for
     * @param maxRows how many rows there may be
     * @return the rows
     */
    public static RowList list(RowIterator rows, RowsOptions options, int maxRows) {
        try (rows) {
            Long total = rows.head().totalRowCount();
            boolean readsAll = options.limit() == null && options.sampleCount() == null && options.filters() == null;
            if (readsAll && total != null && total - options.offset() > maxRows) {
                // the pages that follow would be paid for and dropped
                throw tooMany(maxRows);
            }
            List<Map<String, Object>> list = new ArrayList<>();
            while (rows.hasNext()) {
                if (list.size() == maxRows) {
                    throw tooMany(maxRows);
                }
                list.add(rows.next());
            }
            return new RowList(rows.head(), list);
        }
    }

    /**
     * The first row of an iterator, which is closed.
     *
     * @param rows opened with {@link RowsOptions#forOne}
     * @return a list of one row, or of none where the result is empty
     */
    public static RowList first(RowIterator rows) {
        try (rows) {
            return new RowList(rows.head(), rows.hasNext() ? List.of(rows.next()) : List.of());
        }
    }

    /**
     * Any number of rows as CSV. Requests the status first: CSV carries none, and Dune's CSV of an execution that still runs
     * is not told from rows.
     *
     * @param id the execution
     * @param options which rows
     * @param errors makes what reading throws when a later page cannot be read; what is no {@link IOException}
     *     becomes the cause of one
     * @return a stream that the caller closes
     * @throws InterruptedException if the thread is interrupted
     */
    public CsvStream csv(ExecutionId id, RowsOptions options, Function<RowsException, Exception> errors)
            throws InterruptedException {
        ExecutionStatus status = status(id);
        ResultRules.failure(status, true, options.allowPartialResults()).ifPresent(failure -> {
            throw new RowsException(failure);
        });
        return csv(id, status, options, errors);
    }

    private CsvStream csv(
            ExecutionId id, ExecutionStatus status, RowsOptions options, Function<RowsException, Exception> errors)
            throws InterruptedException {
        Pages<CsvPage> pages =
                pages(new PageRequests(id, true, options), new PageLoader<>(source, options, new CsvReading(), retry));
        return new CsvStream(pages, pages.next(), ResultHead.of(status, options.columns() == null), errors);
    }

    private <P extends Page> Pages<P> pages(PageRequests requests, PageLoader<P> loader) {
        return new Pages<>(requests, loader, executor, source, counts);
    }

    private PageLoader<RowsPage> json(ExecutionId id, RowsOptions options) {
        ChunkPool pool = new ChunkPool();
        return new PageLoader<>(source, options, (content, nextOffset) -> rowsOf(id, options, content, pool), retry);
    }

    private static RowsPage rowsOf(ExecutionId id, RowsOptions options, BoundedContent content, ChunkPool pool)
            throws IOException, UnreadablePageException {
        RowsPage page = RowsPageParser.parse(content, pool);
        ExecutionStatus status = page.head().status();
        if (status.executionId() != null && !status.executionId().equals(id.value())) {
            throw new UnreadablePageException("it is about another execution");
        }
        requireRows(page, options);
        return page;
    }

    private static void requireRows(RowsPage page, RowsOptions options) {
        ResultRules.failure(page.head().status(), page.hasResult(), options.allowPartialResults())
                .ifPresent(failure -> {
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

    private static RowsException tooMany(int maxRows) {
        return new RowsException(new RowsFailure.TooManyRows(maxRows));
    }
}
