package io.github.cameldune.stub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * The rows of an execution, for {@link StubExecutionBuilder#rows}. A row is a map of names and values in order; values are
 * what Jackson can write, such as text, numbers of any size, booleans, {@code null}, lists and maps. Immutable.
 */
public final class StubRows {
    private final List<String> columns;
    private final List<String> types;
    private final long count;
    private final LongFunction<? extends Map<String, ?>> row;

    StubRows(List<String> columns, List<String> types, long count, LongFunction<? extends Map<String, ?>> row) {
        if (columns.size() != types.size()) {
            throw new IllegalArgumentException(columns.size() + " columns, but " + types.size() + " types");
        }
        this.columns = List.copyOf(columns);
        this.types = List.copyOf(types);
        this.count = count;
        this.row = row;
    }

    /**
     * One row, for {@link #of}. Unlike {@link Map#of}, it keeps the order and takes {@code null}.
     *
     * @param  namesAndValues a name, its value, the next name, …
     * @return                a new map
     */
    public static Map<String, Object> row(Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "A value is missing for the name " + namesAndValues[namesAndValues.length - 1]);
        }
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }

    /**
     * Rows one by one. The columns are all names that occur; their types come from the first value that is not null.
     *
     * @param  rows the rows; they may differ in their names
     * @return      the rows
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static StubRows of(Map<String, ?>... rows) {
        return of(Arrays.stream(rows).toList());
    }

    /**
     * Rows of a list, as {@link #of(Map...)}.
     *
     * @param  rows the rows; they are copied
     * @return      the rows
     */
    public static StubRows of(List<? extends Map<String, ?>> rows) {
        List<Map<String, ?>> copies = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Map<String, ?> row : rows) {
            copies.add(Collections.unmodifiableMap(new LinkedHashMap<>(row)));
            names.addAll(row.keySet());
        }
        return listed(List.copyOf(names), ColumnTypes.of(names, copies), copies);
    }

    /**
     * Rows written in JSON, with exact numbers.
     *
     * @param  array a JSON array of objects
     * @return       the rows
     */
    public static StubRows ofJson(String array) {
        try {
            return of(Json.MAPPER.readValue(array, new TypeReference<List<Map<String, Object>>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("No JSON array of rows: " + array, e);
        }
    }

    /**
     * Rows made when they are asked for, so that millions take no memory. The columns are those of row 0.
     *
     * @param  count how many
     * @param  row   makes the row of a number, 0 to {@code count - 1}; the same row each time; called by many threads
     * @return       the rows
     */
    public static StubRows generated(long count, LongFunction<? extends Map<String, ?>> row) {
        if (count < 0) {
            throw new IllegalArgumentException("The number of rows must be 0 or more, not " + count);
        }
        Map<String, ?> first = row.apply(0);
        return new StubRows(List.copyOf(first.keySet()), ColumnTypes.of(first.keySet(), List.of(first)), count, row);
    }

    /**
     * Rows of mixed types, made when they are asked for. The columns are {@code c0}, {@code c1}, …: the number of the row
     * (bigint), a text, a double, a hash, a timestamp, a decimal, an integer beyond 64 bits, a boolean that is null in
     * every tenth row, and from the start again.
     *
     * @param  count   how many rows
     * @param  columns how many columns, at least 1
     * @return         the rows
     */
    public static StubRows generated(long count, int columns) {
        return GeneratedRows.of(count, columns);
    }

    /**
     * A result without rows.
     *
     * @param  columns its columns, of type varchar
     * @return         the rows
     */
    public static StubRows none(String... columns) {
        return listed(List.of(columns), Collections.nCopies(columns.length, "varchar"), List.of());
    }

    /**
     * Three rows with all that is hard to read: numbers beyond {@code long} and {@code double}, nested values, nulls, quotes,
     * commas and line breaks in values, a column name with a quote and a line break, and rows of different shape.
     *
     * @return the rows
     */
    public static StubRows awkward() {
        return GeneratedRows.awkward();
    }

    /**
     * The same rows with other column types in the metadata.
     *
     * @param  names one for each column, such as {@code bigint} or {@code timestamp with time zone}
     * @return       the rows
     */
    public StubRows types(String... names) {
        return new StubRows(columns, List.of(names), count, row);
    }

    /**
     * How many rows there are.
     *
     * @return the number
     */
    public long count() {
        return count;
    }

    /**
     * One row, to compare with what a client read.
     *
     * @param  number 0 to {@code count() - 1}
     * @return        its names and values
     */
    public Map<String, ?> row(long number) {
        return row.apply(number);
    }

    /**
     * The names of the columns.
     *
     * @return the names in order
     */
    public List<String> columns() {
        return columns;
    }

    List<String> types() {
        return types;
    }

    /** Ten bytes a row, as in Dune's sample: only Dune knows how it counts. */
    static long bytes(long rows) {
        return rows * 10;
    }

    static StubRows listed(List<String> columns, List<String> types, List<? extends Map<String, ?>> rows) {
        return new StubRows(columns, types, rows.size(), number -> rows.get(Math.toIntExact(number)));
    }
}
