package io.github.cameldune.internal.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/**
 * The body of a page of rows: bounded in size, and in the time that passes without a byte while the caller waits for one.
 * Closing it leaves the connection alone, so that the rest of a long page is not read. Not thread-safe.
 */
final class PageStream extends FilterInputStream {

    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

    private final DuneRequest request;
    private final HttpTransport transport;
    private final long limitNanos;
    private byte[] beginning;
    private int beginningAt;
    private boolean ended;

    PageStream(InputStream body, DuneRequest request, HttpTransport transport) {
        super(body);
        this.request = request;
        this.transport = transport;
        limitNanos = transport.settings().responseTimeout().toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (beginning == null) {
            beginning = withoutByteOrderMark();
        }
        if (beginningAt < beginning.length) {
            int copied = Math.min(length, beginning.length - beginningAt);
            System.arraycopy(beginning, beginningAt, into, from, copied);
            beginningAt += copied;
            return copied;
        }
        return received(into, from, length);
    }

    private byte[] withoutByteOrderMark() throws IOException {
        byte[] first = new byte[BYTE_ORDER_MARK.length];
        int length = 0;
        while (length < first.length) {
            int read = received(first, length, first.length - length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        boolean marked = length == first.length;
        for (int i = 0; marked && i < length; i++) {
            marked = (first[i] & 0xFF) == BYTE_ORDER_MARK[i];
        }
        return marked ? new byte[0] : Arrays.copyOf(first, length);
    }

    private int received(byte[] into, int from, int length) throws IOException {
        if (ended) {
            return -1;
        }
        transport.inFlight().restart(request, limitNanos);
        int read;
        try {
            read = in.read(into, from, length);
            if (read < 0) {
                ended = true;
                // the end of the answer may follow that of what was compressed; then the connection can be used again
                in.close();
            }
        } catch (IOException | IllegalStateException e) {
            throw request.isOverdue() ? tooSlow(e) : HttpDuneClient.brokenOff(e);
        } finally {
            request.setDeadline(DuneRequest.NEVER);
        }
        return read;
    }

    private IOException tooSlow(Exception cause) {
        SocketTimeoutException timeout = new SocketTimeoutException("Dune sent nothing of a page of rows within "
                + transport.settings().responseTimeout() + " (responseTimeout)");
        timeout.initCause(cause);
        return timeout;
    }

    @Override
    public long skip(long bytes) throws IOException {
        byte[] skipped = new byte[(int) Math.min(bytes, 8192)];
        return bytes <= 0 ? 0 : Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() {
        // the page's own close decides
    }
}
