package io.github.cameldune.stub;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Where a row stands in the body of a page. */
final class RowPosition {

    private RowPosition() {}

    /** The byte in the middle of a row. Rows count from 0; the header row of CSV does not count. */
    static int inside(Reply page, int row) {
        long middle = page.isJson() ? inJson(page.body(), row) : inCsv(page.body(), row);
        if (middle < 0) {
            throw new IllegalStateException("The page has no row " + row + ", so nothing can go wrong in it");
        }
        return Math.toIntExact(middle);
    }

    private static long inJson(byte[] body, int row) {
        try (JsonParser in = Json.MAPPER.createParser(body)) {
            while (in.nextToken() != null) {
                if (in.currentToken() == JsonToken.START_ARRAY && "rows".equals(in.currentName())) {
                    return inArray(in, row);
                }
            }
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long inArray(JsonParser in, int row) throws IOException {
        int number = 0;
        while (in.nextToken() == JsonToken.START_OBJECT) {
            long start = in.currentTokenLocation().getByteOffset();
            in.skipChildren();
            if (number++ == row) {
                return (start + in.currentLocation().getByteOffset()) / 2;
            }
        }
        return -1;
    }

    private static long inCsv(byte[] body, int row) {
        boolean quoted = false;
        int line = -1;
        int start = 0;
        for (int i = 0; i < body.length; i++) {
            if (body[i] == '"') {
                quoted = !quoted;
            } else if (body[i] == '\n' && !quoted) {
                if (line++ == row) {
                    return (start + i) / 2;
                }
                start = i + 1;
            }
        }
        return -1;
    }
}
