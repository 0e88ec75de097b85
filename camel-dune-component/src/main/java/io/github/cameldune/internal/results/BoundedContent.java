package io.github.cameldune.internal.results;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes of a page and ends the reading when there are too many. */
final class BoundedContent extends FilterInputStream {

    private final long maxBytes;
    private long bytes;

    BoundedContent(InputStream content, long maxBytes) {
        super(content);
        this.maxBytes = maxBytes;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        count(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        count(Math.max(n, 0));
        return n;
    }

    private void count(int n) {
        bytes += n;
        if (bytes > maxBytes) {
            throw new RowsException(new RowsFailure.PageTooLarge(maxBytes));
        }
    }
}
