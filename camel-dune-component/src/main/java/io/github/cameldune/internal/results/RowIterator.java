package io.github.cameldune.internal.results;

import java.io.Closeable;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/**
 * The rows of a result, however many, each once and in order. Ends regularly only after the last row; otherwise
 * {@link #hasNext()} throws, and throws the same each time. For one thread, except {@link #close()}, which any thread may
 * call at any time.
 */
public final class RowIterator implements Iterator<Map<String, Object>>, Closeable {

    private final Pages<RowsPage> pages;
    private final ResultHead head;
    private final Function<RowsException, RuntimeException> errors;

    /** Null after the last. */
    private RowsPage page;

    private int position;
    private RuntimeException failure;
    private volatile boolean closed;

    RowIterator(Pages<RowsPage> pages, RowsPage first, Function<RowsException, RuntimeException> errors) {
        this.pages = pages;
        this.head = first.head();
        this.page = first;
        this.errors = errors;
    }

    /** What the first page says of the result. */
    public ResultHead head() {
        return head;
    }

    /**
     * Whether there is another row; waits for its page. Throws what {@code errors} makes if that cannot be read, and an
     * {@link IllegalStateException} if the iterator was closed before the last row.
     */
    @Override
    public boolean hasNext() {
        if (failure != null) {
            throw failure;
        }
        if (page == null) {
            return false;
        }
        if (closed) {
            throw fail(closedTooEarly());
        }
        if (position == page.rows()) {
            advance();
        }
        return page != null;
    }

    @Override
    public Map<String, Object> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more rows");
        }
        if (position == 0) {
            // not before: a caller that reads no row does not pay for a second page
            readAhead();
        }
        position++;
        return page.next();
    }

    /** Ends the reading and gives the connection back. */
    @Override
    public void close() {
        closed = true;
        pages.close();
    }

    /**
     * All rows, then closes. Fails with {@link RowsFailure.TooManyRows}; without reading on, where that can be told before.
     *
     * @param options which rows were asked for; those that are read are {@link RowsOptions#forList}
     */
    public RowList toList(RowsOptions options, int maxRows) {
        try {
            Long total = head.totalRowCount();
            boolean readsAll = options.limit() == null && options.sampleCount() == null && options.filters() == null;
            if (readsAll && total != null && total - options.offset() > maxRows) {
                // the pages that follow would be paid for and dropped
                throw tooMany(maxRows);
            }
            List<Map<String, Object>> list = new ArrayList<>();
            while (hasNext()) {
                if (list.size() == maxRows) {
                    throw tooMany(maxRows);
                }
                list.add(next());
            }
            return new RowList(head, list);
        } finally {
            close();
        }
    }

    /** A list of the first row, or of none where the result is empty; then closes. Enough is {@link RowsOptions#forOne}. */
    public RowList first() {
        try {
            return new RowList(head, hasNext() ? List.of(next()) : List.of());
        } finally {
            close();
        }
    }

    private static RowsException tooMany(int maxRows) {
        return new RowsException(new RowsFailure.TooManyRows(maxRows));
    }

    private void advance() {
        try {
            do {
                page = pages.next();
                position = 0;
            } while (page != null && page.rows() == 0);
        } catch (RowsException e) {
            throw fail(errors.apply(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw fail(new UncheckedIOException(new InterruptedIOException("interrupted while waiting for rows")));
        } catch (CancellationException e) {
            throw fail(closedTooEarly());
        } catch (RuntimeException e) {
            throw fail(e);
        }
    }

    private void readAhead() {
        try {
            pages.readAhead();
        } catch (CancellationException e) {
            throw fail(closedTooEarly());
        }
    }

    private RuntimeException fail(RuntimeException e) {
        failure = e;
        page = null;
        close();
        return e;
    }

    private static IllegalStateException closedTooEarly() {
        return new IllegalStateException("the rows were closed before the last one was read");
    }
}
