package io.github.cameldune.internal.results;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A page of rows that came as CSV: its bytes, and where its rows begin. */
final class CsvPage implements Page {

    private static final int CHUNK = 64 << 10;

    private final List<byte[]> chunks;
    private final Long nextOffset;
    private final long bytes;
    private final int headerEnd;
    private int rows;
    private long end;
    private long position;

    private CsvPage(List<byte[]> chunks, CsvScanner scanned, Long nextOffset, long bytes) {
        this.chunks = chunks;
        this.nextOffset = nextOffset;
        this.bytes = bytes;
        this.headerEnd = scanned.headerEnd();
        this.rows = scanned.rows();
        this.end = bytes;
    }

    /** Reads a page to its end. It is unreadable if it is no CSV with a header row, or cut off. */
    static CsvPage read(BoundedContent content, Long nextOffset) throws IOException, UnreadablePageException {
        List<byte[]> chunks = new ArrayList<>();
        CsvScanner scanner = new CsvScanner(0);
        int length = CHUNK;
        while (length == CHUNK) {
            byte[] chunk = new byte[CHUNK];
            length = content.readNBytes(chunk, 0, CHUNK);
            chunks.add(chunk);
            scanner.scan(chunk, length);
        }
        scanner.end();
        return new CsvPage(chunks, scanner, nextOffset, content.bytes());
    }

    /** The header row, its line end included where it has one. */
    byte[] header() {
        byte[] header = new byte[headerEnd];
        for (int copied = 0; copied < headerEnd; copied += CHUNK) {
            System.arraycopy(chunks.get(copied / CHUNK), 0, header, copied, Math.min(CHUNK, headerEnd - copied));
        }
        return header;
    }

    /** Goes to the first row. */
    void skipHeader() {
        position = headerEnd;
    }

    /** Whether the last byte is a line feed. */
    boolean endsWithLineFeed() {
        byte[] last = chunks.get((int) ((end - 1) / CHUNK));
        return last[(int) ((end - 1) % CHUNK)] == '\n';
    }

    /** As {@link InputStream#read(byte[], int, int)}; forgets what it gave out. */
    int read(byte[] buffer, int offset, int length) {
        if (position == end) {
            return -1;
        }
        int index = (int) (position / CHUNK);
        int from = (int) (position % CHUNK);
        int n = (int) Math.min(Math.min(length, CHUNK - from), end - position);
        System.arraycopy(chunks.get(index), from, buffer, offset, n);
        position += n;
        // the last chunk stays, for the end of its last line
        if (position % CHUNK == 0 && position < end) {
            chunks.set(index, null);
        }
        return n;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public Long nextOffset() {
        return nextOffset;
    }

    @Override
    public void keep(int rowsToKeep) {
        if (rowsToKeep >= rows) {
            return;
        }
        CsvScanner scanner = new CsvScanner(rowsToKeep + 1L);
        try {
            for (int i = 0; i < chunks.size(); i++) {
                scanner.scan(chunks.get(i), (int) Math.min(CHUNK, bytes - (long) i * CHUNK));
            }
        } catch (UnreadablePageException e) {
            throw new IllegalStateException("a page that was scanned before", e);
        }
        end = scanner.wantedEnd();
        rows = rowsToKeep;
    }

    /** Whether two header rows are the same, whatever their line ends. */
    static boolean isSameHeader(byte[] one, byte[] other) {
        return Arrays.equals(one, 0, withoutLineEnd(one), other, 0, withoutLineEnd(other));
    }

    private static int withoutLineEnd(byte[] line) {
        int length = line.length;
        if (length > 0 && line[length - 1] == '\n') {
            length--;
        }
        return length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    }
}
