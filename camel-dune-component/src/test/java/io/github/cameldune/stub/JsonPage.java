package io.github.cameldune.stub;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.cameldune.stub.RowQuery.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A page of rows as JSON: the fields of the status, then the rows, then their metadata, as Dune does. */
final class JsonPage {
    private static final List<String> STATUS_ONLY = List.of("result_metadata", "execution_cost_credits");

    private JsonPage() {}

    static Map<String, Object> topLevel(StubExecution.View view) {
        Map<String, Object> fields = new LinkedHashMap<>(view.fields());
        STATUS_ONLY.forEach(fields::remove);
        return fields;
    }

    static Reply write(StubExecution.View view, Page page, String nextUri) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator out = Json.MAPPER.createGenerator(body)) {
            out.writeStartObject();
            for (Map.Entry<String, Object> field : topLevel(view).entrySet()) {
                out.writePOJOField(field.getKey(), field.getValue());
            }
            out.writeObjectFieldStart("result");
            writeRows(out, page);
            out.writePOJOField("metadata", metadata(view, page));
            out.writeEndObject();
            if (nextUri != null) {
                out.writeStringField("next_uri", nextUri);
                out.writeNumberField("next_offset", page.nextOffset());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Reply.json(200, "").withBody(body.toByteArray());
    }

    private static void writeRows(JsonGenerator out, Page page) throws IOException {
        boolean all = page.columns().equals(page.rows().columns());
        out.writeArrayFieldStart("rows");
        for (int i = 0; i < page.size(); i++) {
            Map<String, ?> row = page.rows().row(page.offset() + i);
            out.writeStartObject();
            for (String name : all ? row.keySet() : page.columns()) {
                if (all || row.containsKey(name)) {
                    out.writeFieldName(name);
                    Json.writeValue(out, row.get(name));
                }
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static Map<String, Object> metadata(StubExecution.View view, Page page) {
        Map<String, Object> metadata = new LinkedHashMap<>(view.metadata());
        StubRows rows = page.rows();
        List<String> columns = page.columns();
        metadata.put("column_names", columns);
        metadata.put(
                "column_types",
                columns.stream()
                        .map(column -> rows.types().get(rows.columns().indexOf(column)))
                        .toList());
        metadata.put("row_count", page.size());
        metadata.put("result_set_bytes", StubRows.bytes(page.size()));
        metadata.put("total_row_count", rows.count());
        metadata.put("total_result_set_bytes", StubRows.bytes(rows.count()));
        metadata.put("datapoint_count", (long) page.size() * columns.size());
        return metadata;
    }
}
