package io.github.cameldune.internal.results;

/**
 * Finds records in CSV, as far as joining pages needs it: where the header row ends, how many records there are, and
 * whether each has as many fields as the header row. Commas and line feeds count only outside of quotes, and a quote opens
 * a quoted field only at the field's beginning. Bytes suffice: no byte of a multi-byte UTF-8 character is one of these.
 */
final class CsvScanner {

    private enum Position {
        FIELD_START,
        UNQUOTED,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private final long wanted;
    private Position position = Position.FIELD_START;
    private long bytes;
    private long recordStart;
    private long records;
    private int fields = 1;
    private int headerFields;
    private long headerEnd = -1;
    private long wantedEnd = -1;

    /** A scanner that also finds the end of the first records, the header row included. */
    CsvScanner(long wanted) {
        this.wanted = wanted;
    }

    /** Scans the next bytes. */
    void scan(byte[] buffer, int length) throws UnreadablePageException {
        for (int i = 0; i < length; i++) {
            step(buffer[i]);
        }
    }

    /** Called after the last byte. */
    void end() throws UnreadablePageException {
        if (position == Position.QUOTED) {
            throw new UnreadablePageException("its CSV ends within a quoted field");
        }
        if (bytes > recordStart) {
            endRecord();
        }
        if (headerEnd < 0) {
            throw new UnreadablePageException("its CSV has no header row");
        }
    }

    private void step(byte b) throws UnreadablePageException {
        bytes++;
        if (position == Position.QUOTED) {
            if (b == '"') {
                position = Position.QUOTE_IN_QUOTED;
            }
        } else if (b == ',') {
            fields++;
            position = Position.FIELD_START;
        } else if (b == '\n') {
            endRecord();
        } else if (b == '"' && position != Position.UNQUOTED) {
            position = Position.QUOTED;
        } else {
            position = Position.UNQUOTED;
        }
    }

    private void endRecord() throws UnreadablePageException {
        if (headerEnd < 0) {
            headerEnd = bytes;
            headerFields = fields;
        }
        if (fields != headerFields) {
            throw new UnreadablePageException(
                    "its CSV row " + records + " has " + fields + " fields, and its header row " + headerFields);
        }
        records++;
        if (records == wanted) {
            wantedEnd = bytes;
        }
        recordStart = bytes;
        fields = 1;
        position = Position.FIELD_START;
    }

    /** Where the header row ends, its line feed included. */
    int headerEnd() {
        return (int) headerEnd;
    }

    /** How many records there are after the header row. */
    int rows() {
        return (int) (records - 1);
    }

    /** Where the wanted records end; -1 if there are fewer. */
    long wantedEnd() {
        return wantedEnd;
    }
}
