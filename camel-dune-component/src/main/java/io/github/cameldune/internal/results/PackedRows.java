package io.github.cameldune.internal.results;

import com.fasterxml.jackson.core.io.NumberInput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
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

    /** Access to four bytes of a chunk as an int. */
    static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** Access to eight bytes of a chunk as a long. */
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

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

    /**
     * Whole rows: for each the index of its names, and for each value a tag and what the tag needs.
     *
     * @param end how many of the bytes are used
     */
    record Chunk(byte[] bytes, int end) {}

    private final ChunkPool pool;
    private final List<Chunk> chunks;

    private final List<List<String>> shapes;
    private final List<Object> others;
    private int size;

    private int nextChunk;
    private int nextOther;
    private byte[] chunk = {};
    private int end;
    private int position;

    PackedRows(ChunkPool pool, List<Chunk> chunks, List<List<String>> shapes, List<Object> others, int size) {
        this.pool = pool;
        this.chunks = chunks;
        this.shapes = shapes;
        this.others = others;
        this.size = size;
    }

    /** How many rows there are, those that were given out included. */
    int size() {
        return size;
    }

    /** Drops the rows after the first ones. */
    void keep(int rows) {
        size = Math.min(size, rows);
    }

    /** The next row, a copy that the caller owns: mutable, serialisable, fields in the order in which Dune sent them. */
    Map<String, Object> next() {
        if (position == end) {
            Chunk next = chunks.set(nextChunk++, null);
            pool.release(chunk);
            chunk = next.bytes();
            end = next.end();
            position = 0;
        }
        List<String> names = shapes.get(integer());
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
            case INT -> integer();
            case LONG -> longInteger();
            case BIG_INTEGER -> NumberInput.parseBigInteger(text(), true);
            case DECIMAL -> new BigDecimal(text());
            default -> others.set(nextOther++, null);
        };
    }

    private String text() {
        int length = integer();
        position += length;
        return new String(chunk, position - length, length, StandardCharsets.ISO_8859_1);
    }

    private int integer() {
        position += Integer.BYTES;
        return (int) INTS.get(chunk, position - Integer.BYTES);
    }

    private long longInteger() {
        position += Long.BYTES;
        return (long) LONGS.get(chunk, position - Long.BYTES);
    }
}
