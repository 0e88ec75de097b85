package io.github.cameldune.internal.health;

import java.util.concurrent.atomic.LongAdder;

/** How many rows were read, in how many pages and bytes, since the start. Thread-safe. */
public final class RowCounts {

    private final LongAdder rows = new LongAdder();
    private final LongAdder pages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder repeated = new LongAdder();

    /** A page was read to its end. Its bytes are counted decompressed. */
    public void pageRead(long rowsOfPage, long bytesOfPage) {
        rows.add(rowsOfPage);
        pages.increment();
        bytes.add(bytesOfPage);
    }

    /** A page could not be read and is requested again. */
    public void pageRequestedAgain() {
        repeated.increment();
    }

    /** Rows that were read. */
    public long rows() {
        return rows.sum();
    }

    /** Pages that were read to their end. */
    public long pages() {
        return pages.sum();
    }

    /** Bytes of those pages, decompressed. */
    public long bytes() {
        return bytes.sum();
    }

    /** Requests for a page that brought nothing readable and were made again. */
    public long repeated() {
        return repeated.sum();
    }
}
