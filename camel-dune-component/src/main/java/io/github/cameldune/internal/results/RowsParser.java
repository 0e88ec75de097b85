package io.github.cameldune.internal.results;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
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

    /** Of the row being read; the first ones are those of the row before until a name differs. */
    private final List<String> names = new ArrayList<>();

    private int shape = -1;

    RowsParser(JsonParser parser, ChunkPool pool) {
        this.parser = parser;
        this.packer = new RowPacker(parser, pool);
    }

    /** Reads from the first token after the array's start to its end. */
    PackedRows rows() throws IOException, UnreadablePageException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                throw new UnreadablePageException("its row " + packer.rows() + " is no JSON object");
            }
            row();
        }
        return packer.packed();
    }

    private void row() throws IOException {
        packer.begin();
        int fields = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (fields == names.size() || !names.get(fields).equals(name)) {
                forgetNames(fields);
                names.add(name);
            }
            fields++;
            add(parser.nextToken());
        }
        if (fields < names.size()) {
            forgetNames(fields);
        }
        if (shape < 0) {
            shape = packer.shape(names);
        }
        packer.end(shape);
    }

    private void forgetNames(int from) {
        names.subList(from, names.size()).clear();
        shape = -1;
    }

    private void add(JsonToken token) throws IOException {
        if (token.isStructStart()) {
            packer.addOther(value(token));
        } else {
            packer.add(token);
        }
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
