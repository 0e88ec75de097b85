package io.github.cameldune.internal.results;

import java.io.IOException;

/** Reads the pages of one CSV, and requires that all have the same header row. One page at a time. */
final class CsvReading implements PageLoader.Reading<CsvPage> {

    /** Of the first page. */
    private byte[] header;

    @Override
    public CsvPage read(BoundedContent content, Long nextOffset) throws IOException, UnreadablePageException {
        CsvPage page = CsvPage.read(content, nextOffset);
        byte[] itsHeader = page.header();
        if (header == null) {
            header = itsHeader;
        } else if (CsvPage.isSameHeader(header, itsHeader)) {
            page.skipHeader();
        } else {
            throw new UnreadablePageException("its header row differs from that of the first page");
        }
        return page;
    }
}
