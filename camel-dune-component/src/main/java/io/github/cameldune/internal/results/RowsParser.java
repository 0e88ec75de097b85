package io.github.cameldune.internal.results;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads an array of rows. Each row has the fields that Dune sent for it, in their order; a name that comes twice in a row
 * has its last value.
 */
final class RowsParser {

    private final JsonParser parser;
    private final RowPacker packer;
    private final Map<List<String>, RowShape> shapes = new HashMap<>();
    private final List<PackedRow> rows = new ArrayList<>();

    /** Of the row being read. */
    private final List<String> names = new ArrayList<>();

    /** Of the row before. */
    private RowShape shape = new RowShape(List.of());

    RowsParser(JsonParser parser) {
        this.parser = parser;
        this.packer = new RowPacker(parser);
    }

    /** Reads from the first token after the array's start to its end. */
    List<PackedRow> rows() throws IOException, UnreadablePageException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                throw new UnreadablePageException("its row " + rows.size() + " is no JSON object");
            }
            rows.add(row());
        }
        return rows;
    }

    private PackedRow row() throws IOException {
        boolean sameShape = true;
        int fields = 0;
        List<String> expected = shape.names();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (sameShape && (fields >= expected.size() || !expected.get(fields).equals(name))) {
                sameShape = false;
                names.clear();
                names.addAll(expected.subList(0, fields));
            }
            if (!sameShape) {
                names.add(name);
            }
            fields++;
            add(parser.nextToken());
        }
        if (!sameShape) {
            shape = shape(names);
        } else if (fields < expected.size()) {
            shape = shape(expected.subList(0, fields));
        }
        return packer.row(shape);
    }

    private void add(JsonToken token) throws IOException {
        if (token.isStructStart()) {
            packer.addOther(value(token));
        } else {
            packer.add(token);
        }
    }

    private RowShape shape(List<String> of) {
        List<String> key = List.copyOf(of);
        return shapes.computeIfAbsent(key, RowShape::new);
    }

    private Object value(JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case START_ARRAY -> list();
            case START_OBJECT -> map();
            default -> null;
        };
    }

    private List<Object> list() throws IOException {
        List<Object> list = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            list.add(value(token));
        }
        return list;
    }

    private Map<String, Object> map() throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            map.put(name, value(parser.nextToken()));
        }
        return map;
    }
}
