package io.github.cameldune.internal.results;

/**
 * Which rows to read, and in what pages. Immutable.
 *
 * @param pageSize how many rows to request at a time, at least 1; Dune may send fewer
 * @param limit how many rows to read at most, at least 1; null for all
 * @param offset how many rows to skip, not negative
 * @param columns {@code columns}, as Dune takes it; null for all
 * @param filters {@code filters}, as Dune takes it; null for none
 * @param sortBy {@code sort_by}, as Dune takes it; null for the order of the result
 * @param sampleCount about how many rows a random sample has, at least 1; null for no sample
 * @param allowPartialResults whether to read a result that Dune cut off because it was too large
 * @param maxPageBytes how many bytes a page has at most, decompressed; at least 1, at most
 *     {@link #LARGEST_MAX_PAGE_BYTES}
 */
public record RowsOptions(
        int pageSize,
        Long limit,
        long offset,
        String columns,
        String filters,
        String sortBy,
        Long sampleCount,
        boolean allowPartialResults,
        long maxPageBytes) {

    /** As many rows as Dune's own clients request at a time. */
    public static final int DEFAULT_PAGE_SIZE = 32_000;

    /** 64 MiB: 2 KiB for each row of a page of the default size. */
    public static final long DEFAULT_MAX_PAGE_BYTES = 64L << 20;

    /** 512 MiB. */
    public static final long LARGEST_MAX_PAGE_BYTES = 512L << 20;

    /**
     * Throws an {@link IllegalArgumentException} that names the option if one is out of range, or if Dune does not take it
     * together with another.
     */
    public RowsOptions {
        atLeast("pageSize", pageSize, 1);
        atLeast("limit", limit, 1);
        atLeast("offset", offset, 0);
        atLeast("sampleCount", sampleCount, 1);
        atLeast("maxPageBytes", maxPageBytes, 1);
        if (maxPageBytes > LARGEST_MAX_PAGE_BYTES) {
            throw new IllegalArgumentException("maxPageBytes is " + maxPageBytes + ": it must be at most "
                    + LARGEST_MAX_PAGE_BYTES + ", because two pages are in memory; lower pageSize instead");
        }
        if (sampleCount != null && (limit != null || offset != 0 || filters != null)) {
            throw new IllegalArgumentException("sampleCount cannot be combined with limit, offset or filters, because"
                    + " Dune takes a sample of all rows: remove sampleCount, or the others");
        }
    }

    /** How many rows will be read of so many; null if the total is, or if only reading will tell. */
    public Long rowCount(Long total) {
        if (total == null || filters != null || sampleCount != null) {
            return null;
        }
        long after = Math.max(0, total - offset);
        return limit == null ? after : Math.min(limit, after);
    }

    /** The same for a list, of which no more is requested than shows that it is too long. */
    public RowsOptions forList(int maxRows) {
        boolean isBounded = sampleCount != null || limit != null && limit <= maxRows;
        return isBounded ? this : withLimit(maxRows + 1L);
    }

    /** The same for the first row alone. */
    public RowsOptions forOne() {
        return sampleCount == null ? withLimit(1) : this;
    }

    private RowsOptions withLimit(long rows) {
        return new RowsOptions(
                pageSize, rows, offset, columns, filters, sortBy, sampleCount, allowPartialResults, maxPageBytes);
    }

    private static void atLeast(String option, Number value, long least) {
        if (value != null && value.longValue() < least) {
            throw new IllegalArgumentException(option + " is " + value + ": it must be at least " + least);
        }
    }
}
