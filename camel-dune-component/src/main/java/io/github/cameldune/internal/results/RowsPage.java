package io.github.cameldune.internal.results;

import java.util.Map;

/**
 * A page of rows that came as JSON. Gives each row out once and keeps none that it gave out.
 *
 * @param hasResult whether there was a result at all
 * @param packed the rows that were not given out yet
 */
record RowsPage(ResultHead head, boolean hasResult, PackedRows packed, Long nextOffset, long bytes) implements Page {

    /** Gives the next row out; the page forgets it, so that memory is free for the next page. */
    Map<String, Object> next() {
        return packed.next();
    }

    @Override
    public int rows() {
        return packed.size();
    }

    @Override
    public void keep(int rows) {
        packed.keep(rows);
    }
}
