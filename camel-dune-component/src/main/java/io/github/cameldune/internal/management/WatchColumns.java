package io.github.cameldune.internal.management;

import io.github.cameldune.internal.watch.WatchSnapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;
import org.apache.camel.util.json.JsonObject;

/** The columns of a watch, once for JSON and JMX. Of open types only: a console that shows them needs none of our classes. */
public final class WatchColumns {

    private record Column(String name, OpenType<?> type, Function<WatchSnapshot, Object> value) {}

    private static final List<Column> ALL = List.of(
            new Column("executionId", SimpleType.STRING, watch -> watch.executionId()
                    .value()),
            new Column("state", SimpleType.STRING, WatchSnapshot::state),
            new Column("ageSeconds", SimpleType.LONG, watch -> watch.age().toSeconds()),
            new Column("registeredAt", SimpleType.STRING, watch -> text(watch.registeredAt())),
            new Column("lastPolled", SimpleType.STRING, watch -> text(watch.lastPolled())),
            new Column("nextPoll", SimpleType.STRING, watch -> text(watch.nextPoll())),
            new Column("errorsInRow", SimpleType.INTEGER, WatchSnapshot::errorsInARow),
            new Column("pending", SimpleType.INTEGER, WatchSnapshot::pending),
            new Column("deliveriesFailed", SimpleType.INTEGER, WatchSnapshot::deliveriesFailed));

    private static final String[] NAMES = ALL.stream().map(Column::name).toArray(String[]::new);
    private static final CompositeType ROW = row();

    private WatchColumns() {}

    static String text(Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** What is not known has no field. */
    static JsonObject json(WatchSnapshot watch) {
        JsonObject json = new JsonObject();
        for (Column column : ALL) {
            Object value = column.value().apply(watch);
            if (value != null) {
                json.put(column.name(), value);
            }
        }
        return json;
    }

    /** A table for JMX. Null stands for what is not known. */
    public static TabularData table(List<WatchSnapshot> watches) {
        try {
            TabularData table =
                    new TabularDataSupport(new TabularType("watches", "watches", ROW, new String[] {"executionId"}));
            for (WatchSnapshot watch : watches) {
                Object[] values =
                        ALL.stream().map(column -> column.value().apply(watch)).toArray();
                table.put(new CompositeDataSupport(ROW, NAMES, values));
            }
            return table;
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CompositeType row() {
        try {
            OpenType<?>[] types = ALL.stream().map(Column::type).toArray(OpenType<?>[]::new);
            return new CompositeType("watch", "A watch", NAMES, NAMES, types);
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }
}
