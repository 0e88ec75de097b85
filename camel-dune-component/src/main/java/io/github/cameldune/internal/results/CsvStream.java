package io.github.cameldune.internal.results;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/**
 * The rows of a result as CSV with one header row. Ends regularly only after the last row; otherwise reading throws, and
 * throws each time. For one thread, except {@link #close()}, which any thread may call at any time.
 */
public final class CsvStream extends InputStream {

    private static final byte[] LINE_FEED = {'\n'};

    private final Pages<CsvPage> pages;
    private final ResultHead head;
    private final Function<RowsException, Exception> errors;

    /** Null after the last. */
    private CsvPage page;

    private boolean atStart = true;
    private boolean lineEnded;
    private IOException failure;
    private volatile boolean closed;

    CsvStream(Pages<CsvPage> pages, CsvPage first, ResultHead head, Function<RowsException, Exception> errors) {
        this.pages = pages;
        this.page = first;
        this.head = head;
        this.errors = errors;
    }

    /** What the status of the execution says of the result: CSV itself carries none. */
    public ResultHead head() {
        return head;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        if (page == null) {
            return -1;
        }
        if (closed) {
            throw fail(closedTooEarly());
        }
        if (length == 0) {
            return 0;
        }
        try {
            return readPages(buffer, offset, length);
        } catch (RowsException e) {
            throw fail(asIo(errors.apply(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw fail(new InterruptedIOException("interrupted while waiting for rows"));
        } catch (CancellationException e) {
            throw fail(closedTooEarly());
        } catch (RuntimeException e) {
            throw fail(asIo(e));
        }
    }

    /** Ends the reading and gives the connection back. */
    @Override
    public void close() {
        closed = true;
        pages.close();
    }

    private int readPages(byte[] buffer, int offset, int length) throws InterruptedException {
        while (page != null) {
            if (atStart) {
                // not before: a caller that reads nothing does not pay for a second page
                pages.readAhead();
                atStart = false;
            }
            int n = page.read(buffer, offset, length);
            if (n > 0) {
                return n;
            }
            lineEnded = page.endsWithLineFeed();
            advance();
            if (page != null && !lineEnded) {
                System.arraycopy(LINE_FEED, 0, buffer, offset, 1);
                return 1;
            }
        }
        return -1;
    }

    private void advance() throws InterruptedException {
        do {
            page = pages.next();
            atStart = true;
        } while (page != null && page.rows() == 0);
    }

    private IOException fail(IOException e) {
        failure = e;
        page = null;
        close();
        return e;
    }

    private static IOException asIo(Exception e) {
        return e instanceof IOException io ? io : new IOException(e.getMessage(), e);
    }

    private static IOException closedTooEarly() {
        return new IOException("the rows were closed before the last one was read");
    }
}
