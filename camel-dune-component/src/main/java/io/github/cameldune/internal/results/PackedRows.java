package io.github.cameldune.internal.results;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a page in a few large arrays instead of a dozen objects each, so that a page of 32,000 rows costs the garbage
 * collector nothing. Made by {@link RowPacker}; values become objects when a row is given out. Gives each row out once, in
 * order, and forgets it. Not thread-safe.
 */
final class PackedRows {

    static final byte NULL = 0;
    static final byte FALSE = 1;
    static final byte TRUE = 2;

    /** A string of Latin-1 characters: its length, a byte for each. */
    static final byte TEXT = 3;

    /** 4 bytes. */
    static final byte INT = 4;

    /** 8 bytes. */
    static final byte LONG = 5;

    /** As {@link #TEXT}: the digits. */
    static final byte BIG_INTEGER = 6;

    /** As {@link #TEXT}: the digits, no exponent. */
    static final byte DECIMAL = 7;

    /** The next of the others. */
    static final byte OTHER = 8;

    /** Each of whole rows: the index of the row's names, and for each value a tag and what the tag needs. */
    private final List<byte[]> chunks;

    private final List<List<String>> shapes;
    private final List<Object> others;
    private final int size;

    private int nextChunk;
    private int nextOther;
    private byte[] chunk = {};
    private int position;

    PackedRows(List<byte[]> chunks, List<List<String>> shapes, List<Object> others, int size) {
        this.chunks = chunks;
        this.shapes = shapes;
        this.others = others;
        this.size = size;
    }

    int size() {
        return size;
    }

    /** The next row, a copy that the caller owns: mutable, serialisable, fields in the order in which Dune sent them. */
    Map<String, Object> next() {
        if (position == chunk.length) {
            chunk = chunks.set(nextChunk++, null);
            position = 0;
        }
        List<String> names = shapes.get((int) bits(Integer.BYTES));
        Map<String, Object> row = new LinkedHashMap<>(names.size() * 4 / 3 + 1);
        for (int i = 0; i < names.size(); i++) {
            row.put(names.get(i), value());
        }
        return row;
    }

    private Object value() {
        return switch (chunk[position++]) {
            case NULL -> null;
            case FALSE -> Boolean.FALSE;
            case TRUE -> Boolean.TRUE;
            case TEXT -> text();
            case INT -> (int) bits(Integer.BYTES);
            case LONG -> bits(Long.BYTES);
            case BIG_INTEGER -> new BigInteger(text());
            case DECIMAL -> new BigDecimal(text());
            default -> others.set(nextOther++, null);
        };
    }

    private String text() {
        int length = (int) bits(Integer.BYTES);
        position += length;
        return new String(chunk, position - length, length, StandardCharsets.ISO_8859_1);
    }

    private long bits(int bytes) {
        long bits = 0;
        for (int i = 0; i < bytes; i++) {
            bits = bits << Byte.SIZE | chunk[position++] & 0xff;
        }
        return bits;
    }
}
