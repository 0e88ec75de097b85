package io.github.cameldune.internal.results;

import java.util.Map;

/** A page of rows that came as JSON. Gives each row out once and keeps none that it gave out. */
final class RowsPage implements Page {

    private final ResultHead head;
    private final boolean hasResult;
    private final PackedRows rows;
    private final Long nextOffset;
    private final long bytes;
    private int size;

    RowsPage(ResultHead head, boolean hasResult, PackedRows rows, Long nextOffset, long bytes) {
        this.head = head;
        this.hasResult = hasResult;
        this.rows = rows;
        this.nextOffset = nextOffset;
        this.bytes = bytes;
        this.size = rows.size();
    }

    ResultHead head() {
        return head;
    }

    boolean hasResult() {
        return hasResult;
    }

    /** Gives the next row out; the page forgets it, so that memory is free for the next page. */
    Map<String, Object> next() {
        return rows.next();
    }

    @Override
    public int rows() {
        return size;
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
    public void keep(int rows) {
        size = Math.min(size, rows);
    }
}
