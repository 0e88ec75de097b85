package io.github.cameldune.internal.results;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes {@link PackedRow}s, one after the other. Reads each number to its end, so that unpacking cannot fail. */
final class RowPacker {

    private static final int FIRST_SIZE = 1024;
    private static final Object[] NO_OTHERS = {};

    private final JsonParser parser;
    private final List<Object> others = new ArrayList<>();
    private byte[] buffer = new byte[FIRST_SIZE];
    private int size;

    RowPacker(JsonParser parser) {
        this.parser = parser;
    }

    /** Adds the value that the parser is at, unless it is a list or an object. */
    void add(JsonToken token) throws IOException {
        switch (token) {
            case VALUE_STRING -> addText(PackedRow.TEXT);
            case VALUE_NUMBER_INT -> addInteger();
            case VALUE_NUMBER_FLOAT -> addDecimal();
            case VALUE_TRUE -> tag(PackedRow.TRUE);
            case VALUE_FALSE -> tag(PackedRow.FALSE);
            default -> tag(PackedRow.NULL);
        }
    }

    /** Adds a list or a map. */
    void addOther(Object value) {
        tag(PackedRow.OTHER);
        others.add(value);
    }

    /** The row of the values that were added; the next one begins. */
    PackedRow row(RowShape shape) {
        PackedRow row =
                new PackedRow(shape, Arrays.copyOf(buffer, size), others.isEmpty() ? NO_OTHERS : others.toArray());
        size = 0;
        others.clear();
        return row;
    }

    private void addInteger() throws IOException {
        switch (parser.getNumberType()) {
            case INT -> {
                tag(PackedRow.INT);
                bits(parser.getIntValue(), Integer.BYTES);
            }
            case LONG -> {
                tag(PackedRow.LONG);
                bits(parser.getLongValue(), Long.BYTES);
            }
            default -> addText(PackedRow.BIG_INTEGER);
        }
    }

    private void addDecimal() throws IOException {
        char[] text = parser.getTextCharacters();
        int end = parser.getTextOffset() + parser.getTextLength();
        for (int i = parser.getTextOffset(); i < end; i++) {
            if (text[i] == 'e' || text[i] == 'E') {
                // an exponent can be too large for any number, which the parser finds
                addOther(parser.getDecimalValue());
                return;
            }
        }
        addText(PackedRow.DECIMAL);
    }

    private void addText(byte tag) throws IOException {
        char[] text = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        int length = parser.getTextLength();
        int start = size;
        tag(tag);
        bits(length, Integer.BYTES);
        reserve(length);
        int all = 0;
        for (int i = 0; i < length; i++) {
            char c = text[offset + i];
            all |= c;
            buffer[size + i] = (byte) c;
        }
        size += length;
        if (all > 0xff) {
            // not Latin-1
            size = start;
            addOther(parser.getText());
        }
    }

    private void tag(byte tag) {
        reserve(1);
        buffer[size++] = tag;
    }

    private void bits(long bits, int bytes) {
        reserve(bytes);
        for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            buffer[size++] = (byte) (bits >> shift);
        }
    }

    private void reserve(int bytes) {
        if (buffer.length - size < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + bytes));
        }
    }
}
