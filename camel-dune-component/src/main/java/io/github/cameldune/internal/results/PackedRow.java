package io.github.cameldune.internal.results;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row as a page holds it: two objects instead of a dozen, so that a page of 32,000 rows costs the garbage collector
 * little. Made by {@link RowPacker}; values become objects when the row is given out.
 *
 * @param shape the names of its fields
 * @param packed a tag for each value, and what the tag needs
 * @param others the values that are kept as objects, in order
 */
record PackedRow(RowShape shape, byte[] packed, Object[] others) {

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

    /** A copy that the caller owns: mutable, serialisable, fields in the order in which Dune sent them. */
    Map<String, Object> toMap() {
        List<String> names = shape.names();
        Map<String, Object> map = new LinkedHashMap<>(names.size() * 4 / 3 + 1);
        Unpacking unpacking = new Unpacking();
        for (int i = 0; i < names.size(); i++) {
            map.put(names.get(i), unpacking.value());
        }
        return map;
    }

    private final class Unpacking {
        private int position;
        private int other;

        Object value() {
            return switch (packed[position++]) {
                case NULL -> null;
                case FALSE -> Boolean.FALSE;
                case TRUE -> Boolean.TRUE;
                case TEXT -> text();
                case INT -> (int) bits(Integer.BYTES);
                case LONG -> bits(Long.BYTES);
                case BIG_INTEGER -> new BigInteger(text());
                case DECIMAL -> new BigDecimal(text());
                default -> others[other++];
            };
        }

        private String text() {
            int length = (int) bits(Integer.BYTES);
            position += length;
            return new String(packed, position - length, length, StandardCharsets.ISO_8859_1);
        }

        private long bits(int bytes) {
            long bits = 0;
            for (int i = 0; i < bytes; i++) {
                bits = bits << Byte.SIZE | packed[position++] & 0xff;
            }
            return bits;
        }
    }
}
