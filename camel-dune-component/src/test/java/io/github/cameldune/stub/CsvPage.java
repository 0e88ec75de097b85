package io.github.cameldune.stub;

import io.github.cameldune.stub.RowQuery.Page;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/** A page of rows as CSV: a header row on every page, quotes where they are needed. */
final class CsvPage {

    private CsvPage() {}

    static Reply write(Page page, String nextUri) {
        StringBuilder csv = new StringBuilder();
        writeLine(csv, page.columns());
        for (int i = 0; i < page.size(); i++) {
            Map<String, ?> row = page.rows().row(page.offset() + i);
            writeLine(csv, page.columns().stream().map(row::get).toList());
        }
        Reply reply = Reply.text(200, "").withBody(csv.toString().getBytes(StandardCharsets.UTF_8));
        return nextUri == null
                ? reply
                : reply.with("x-dune-next-uri", nextUri).with("x-dune-next-offset", Long.toString(page.nextOffset()));
    }

    private static void writeLine(StringBuilder csv, Collection<?> values) {
        boolean first = true;
        for (Object value : values) {
            if (!first) {
                csv.append(',');
            }
            first = false;
            csv.append(quoted(text(value)));
        }
        csv.append('\n');
    }

    /** A null is an empty field. Nested values are JSON: Dune documents nothing. */
    private static String text(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof Collection || value instanceof Map ? Json.write(value) : value.toString();
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
