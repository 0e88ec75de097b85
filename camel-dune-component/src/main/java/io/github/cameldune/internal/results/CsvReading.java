package io.github.cameldune.internal.results;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the pages of one CSV, and requires that all have the same header row. One page at a time. */
final class CsvReading implements PageLoader.Reading<CsvPage> {

    private final List<String> columnNames;

    /** Of the first page. */
    private byte[] header;

    /** The names of the columns are empty if they are not known. */
    CsvReading(List<String> columnNames) {
        this.columnNames = columnNames;
    }

    @Override
    public CsvPage read(BoundedContent content, Long nextOffset) throws IOException, UnreadablePageException {
        CsvPage page = CsvPage.read(content, nextOffset);
        byte[] itsHeader = page.header();
        if (header == null) {
            requireHeader(itsHeader);
            header = itsHeader;
        } else if (CsvPage.isSameHeader(header, itsHeader)) {
            page.skipHeader();
        } else {
            throw new UnreadablePageException("its header row differs from that of the first page");
        }
        return page;
    }

    /** A page of a proxy, or an error as JSON, would pass for a header row and perhaps some rows of one column. */
    private void requireHeader(byte[] row) throws UnreadablePageException {
        String text = new String(row, StandardCharsets.UTF_8).strip();
        boolean isMarkup = text.startsWith("<") || text.startsWith("{");
        boolean isColumn = !columnNames.isEmpty() && text.startsWith(columnNames.get(0));
        if (isMarkup && !isColumn) {
            throw new UnreadablePageException("it is no CSV, but " + (text.startsWith("<") ? "HTML or XML" : "JSON"));
        }
    }
}
