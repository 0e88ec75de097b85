package io.github.cameldune.internal.management;

import io.github.cameldune.internal.watch.WatchSnapshot;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** A table for JMX, of open types only: a console that shows it needs none of our classes. */
public final class WatchTables {

    private static final String[] WATCH_COLUMNS = {
        "executionId", "state", "ageSeconds", "lastPolled", "nextPoll", "errorsInRow", "pending", "deliveriesFailed"
    };
    private static final CompositeType WATCH = row(
            "watch",
            "A watch",
            WATCH_COLUMNS,
            SimpleType.STRING,
            SimpleType.STRING,
            SimpleType.LONG,
            SimpleType.STRING,
            SimpleType.STRING,
            SimpleType.INTEGER,
            SimpleType.INTEGER,
            SimpleType.INTEGER);
    private static final TabularType WATCHES = table("watches", WATCH, "executionId");

    private WatchTables() {}

    /**
     * The watches that are polled next.
     *
     * @param watches of a consumer
     * @param limit how many at most
     * @return the next one first
     */
    public static TabularData watches(List<WatchSnapshot> watches, int limit) {
        TabularData table = new TabularDataSupport(WATCHES);
        watches.stream()
                .sorted(Comparator.comparing(WatchSnapshot::nextPoll, Comparator.nullsFirst(Comparator.naturalOrder())))
                .limit(limit)
                .forEach(watch -> add(
                        table,
                        WATCH,
                        WATCH_COLUMNS,
                        watch.executionId().value(),
                        watch.state(),
                        watch.age().toSeconds(),
                        Objects.toString(watch.lastPolled(), null),
                        Objects.toString(watch.nextPoll(), null),
                        watch.errorsInRow(),
                        watch.pending(),
                        watch.deliveriesFailed()));
        return table;
    }

    private static CompositeType row(String name, String description, String[] columns, OpenType<?>... types) {
        try {
            return new CompositeType(name, description, columns, columns, types);
        } catch (OpenDataException e) {
            throw new IllegalStateException("columns " + Arrays.toString(columns), e);
        }
    }

    private static TabularType table(String name, CompositeType row, String key) {
        try {
            return new TabularType(name, name, row, new String[] {key});
        } catch (OpenDataException e) {
            throw new IllegalStateException("table " + name, e);
        }
    }

    private static void add(TabularData table, CompositeType row, String[] columns, Object... values) {
        try {
            table.put(new CompositeDataSupport(row, columns, values));
        } catch (OpenDataException e) {
            throw new IllegalStateException("row of " + row.getTypeName(), e);
        }
    }
}
