package io.github.cameldune;

import io.github.cameldune.internal.results.RowsOptions;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options of an endpoint that reads rows: which rows, in what pages, and what the body becomes. */
@UriParams
public class DuneRowsConfiguration {

    @UriParam(
            label = "producer",
            defaultValue = "SelectList",
            description = "What the body becomes: a list of all rows (SelectList), an iterator over any number of rows"
                    + " for split().streaming() (StreamList), CSV with one header row as an InputStream (Csv), or the"
                    + " first row (SelectOne).")
    private DuneOutputType outputType = DuneOutputType.SelectList;

    @UriParam(
            label = "producer",
            defaultValue = "" + RowsOptions.DEFAULT_PAGE_SIZE,
            description = "How many rows to request at a time. Dune may send fewer.")
    private int pageSize = RowsOptions.DEFAULT_PAGE_SIZE;

    @UriParam(
            label = "producer",
            defaultValue = "100000",
            description = "How many rows a list may have (outputType=SelectList). A larger result is refused.")
    private int maxRows = 100_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "" + RowsOptions.DEFAULT_MAX_PAGE_BYTES,
            description = "How many bytes a page may have. A larger one is refused.")
    private long maxPageBytes = RowsOptions.DEFAULT_MAX_PAGE_BYTES;

    @UriParam(label = "producer", description = "The columns to read, separated by commas. All without it.")
    private String columns;

    @UriParam(
            label = "producer",
            description = "Which rows to read, in Dune's syntax, such as block_time > '2024-03-01' AND amount >= 5.")
    private String filters;

    @UriParam(label = "producer", description = "The order of the rows, in Dune's syntax, such as amount desc, time.")
    private String sortBy;

    @UriParam(label = "producer", description = "How many rows to read at most. All without it.")
    private Long limit;

    @UriParam(label = "producer", defaultValue = "0", description = "How many rows to skip.")
    private long offset;

    @UriParam(
            label = "producer",
            description = "About how many rows to read at random, instead of all. Not together with limit, offset or"
                    + " filters.")
    private Long sampleCount;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Whether to read a result that Dune cut off because it was too large. Otherwise such a result"
                    + " is a DunePartialResultException.")
    private boolean allowPartialResults;

    /** The same for the reader, checked. */
    RowsOptions toOptions() {
        return new RowsOptions(
                pageSize, limit, offset, columns, filters, sortBy, sampleCount, allowPartialResults, maxPageBytes);
    }

    public DuneOutputType getOutputType() {
        return outputType;
    }

    public void setOutputType(DuneOutputType outputType) {
        this.outputType = outputType;
    }

    public int getPageSize() {
        return pageSize;
    }

    public void setPageSize(int pageSize) {
        this.pageSize = pageSize;
    }

    public int getMaxRows() {
        return maxRows;
    }

    public void setMaxRows(int maxRows) {
        this.maxRows = maxRows;
    }

    public long getMaxPageBytes() {
        return maxPageBytes;
    }

    public void setMaxPageBytes(long maxPageBytes) {
        this.maxPageBytes = maxPageBytes;
    }

    public String getColumns() {
        return columns;
    }

    public void setColumns(String columns) {
        this.columns = columns;
    }

    public String getFilters() {
        return filters;
    }

    public void setFilters(String filters) {
        this.filters = filters;
    }

    public String getSortBy() {
        return sortBy;
    }

    public void setSortBy(String sortBy) {
        this.sortBy = sortBy;
    }

    public Long getLimit() {
        return limit;
    }

    public void setLimit(Long limit) {
        this.limit = limit;
    }

    public long getOffset() {
        return offset;
    }

    public void setOffset(long offset) {
        this.offset = offset;
    }

    public Long getSampleCount() {
        return sampleCount;
    }

    public void setSampleCount(Long sampleCount) {
        this.sampleCount = sampleCount;
    }

    public boolean isAllowPartialResults() {
        return allowPartialResults;
    }

    public void setAllowPartialResults(boolean allowPartialResults) {
        this.allowPartialResults = allowPartialResults;
    }
}
