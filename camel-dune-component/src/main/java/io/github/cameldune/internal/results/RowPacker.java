package io.github.cameldune.internal.results;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes {@link PackedRows}. Reads each number to its end, so that unpacking cannot fail. */
final class RowPacker {

    private final JsonParser parser;
    private final ChunkPool pool;
    private final List<PackedRows.Chunk> chunks = new ArrayList<>();
    private final Map<List<String>, Integer> shapeIndexes = new HashMap<>();
    private final List<List<String>> shapes = new ArrayList<>();
    private final List<Object> others = new ArrayList<>();
    private int rows;

    private byte[] chunk;

    /** Where the row begins in the chunk. */
    private int start;

    /** How much of the chunk is used. */
    private int end;

    RowPacker(JsonParser parser, ChunkPool pool) {
        this.parser = parser;
        this.pool = pool;
        chunk = pool.take(0);
    }

    /** How many rows are packed. */
    int rows() {
        return rows;
    }

    /** Begins a row. */
    void begin() {
        start = end;
        integer(0);
    }

    /** Adds the value that the parser is at, unless it is a list or an object. */
    void add(JsonToken token) throws IOException {
        switch (token) {
            case VALUE_STRING -> addText(PackedRows.TEXT);
            case VALUE_NUMBER_INT -> addInteger();
            case VALUE_NUMBER_FLOAT -> addDecimal();
            case VALUE_TRUE -> tag(PackedRows.TRUE);
            case VALUE_FALSE -> tag(PackedRows.FALSE);
            default -> tag(PackedRows.NULL);
        }
    }

    /** Adds a list or a map. */
    void addOther(Object value) {
        tag(PackedRows.OTHER);
        others.add(value);
    }

    /** Ends the row of the values that were added. */
    void end(int shape) {
        PackedRows.INTS.set(chunk, start, shape);
        rows++;
    }

    /** The index of a row's names. */
    int shape(List<String> names) {
        Integer index = shapeIndexes.get(names);
        if (index == null) {
            index = shapes.size();
            List<String> shape = List.copyOf(names);
            shapes.add(shape);
            shapeIndexes.put(shape, index);
        }
        return index;
    }

    /** All rows; nothing can be added any more. */
    PackedRows packed() {
        chunks.add(new PackedRows.Chunk(chunk, end));
        return new PackedRows(pool, chunks, shapes, others, rows);
    }

    private void addInteger() throws IOException {
        switch (parser.getNumberType()) {
            case INT -> {
                tag(PackedRows.INT);
                integer(parser.getIntValue());
            }
            case LONG -> {
                tag(PackedRows.LONG);
                reserve(Long.BYTES);
                PackedRows.LONGS.set(chunk, end, parser.getLongValue());
                end += Long.BYTES;
            }
            default -> addText(PackedRows.BIG_INTEGER);
        }
    }

    private void addDecimal() throws IOException {
        char[] text = parser.getTextCharacters();
        int last = parser.getTextOffset() + parser.getTextLength();
        for (int i = parser.getTextOffset(); i < last; i++) {
            if (text[i] == 'e' || text[i] == 'E') {
                // an exponent can be too large for any number, which the parser finds
                addOther(parser.getDecimalValue());
                return;
            }
        }
        addText(PackedRows.DECIMAL);
    }

    private void addText(byte tag) throws IOException {
        char[] text = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        int length = parser.getTextLength();
        reserve(1 + Integer.BYTES + length);
        int before = end;
        tag(tag);
        integer(length);
        byte[] target = chunk;
        int to = end;
        int all = 0;
        for (int i = 0; i < length; i++) {
            char c = text[offset + i];
            all |= c;
            target[to + i] = (byte) c;
        }
        end += length;
        if (all > 0xff) {
            // not Latin-1
            end = before;
            addOther(parser.getText());
        }
    }

    private void tag(byte tag) {
        reserve(1);
        chunk[end++] = tag;
    }

    private void integer(int value) {
        reserve(Integer.BYTES);
        PackedRows.INTS.set(chunk, end, value);
        end += Integer.BYTES;
    }

    /** Makes room; a row that does not fit into the chunk moves to the next one. */
    private void reserve(int bytes) {
        if (chunk.length - end >= bytes) {
            return;
        }
        int row = end - start;
        byte[] next = pool.take(row + bytes);
        System.arraycopy(chunk, start, next, 0, row);
        if (start > 0) {
            chunks.add(new PackedRows.Chunk(chunk, start));
        } else {
            pool.release(chunk);
        }
        chunk = next;
        start = 0;
        end = row;
    }
}
