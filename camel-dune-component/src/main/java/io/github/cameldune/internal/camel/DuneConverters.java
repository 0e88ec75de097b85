package io.github.cameldune.internal.camel;

import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.client.UnreadableStatusException;
import io.github.cameldune.watch.store.JdbcWatchStore;
import io.github.cameldune.watch.store.MapWatchStore;
import io.github.cameldune.watch.store.WatchStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentMap;
import javax.sql.DataSource;
import org.apache.camel.Converter;

/** Type converters: between JSON text and a status, and from what users run already to a watch store. */
@Converter(generateLoader = true)
public final class DuneConverters {

    private DuneConverters() {}

    /** A status from its JSON text. */
    @Converter
    public static ExecutionStatus toExecutionStatus(String json) throws UnreadableStatusException {
        return ExecutionStatus.parse(json);
    }

    /** A status from its JSON text in UTF-8. */
    @Converter
    public static ExecutionStatus toExecutionStatus(byte[] json) throws UnreadableStatusException {
        return ExecutionStatus.parse(new String(json, StandardCharsets.UTF_8));
    }

    /** A status from its JSON text in UTF-8. */
    @Converter
    public static ExecutionStatus toExecutionStatus(InputStream json) throws IOException, UnreadableStatusException {
        return toExecutionStatus(json.readAllBytes());
    }

    /** The JSON text of a status, as Dune sent it. */
    @Converter
    public static String toJson(ExecutionStatus status) {
        return status.json();
    }

    /** The JSON text of a status in UTF-8, for what sends bytes. */
    @Converter
    public static byte[] toBytes(ExecutionStatus status) {
        return status.json().getBytes(StandardCharsets.UTF_8);
    }

    /** The JSON text of a status in UTF-8, for what sends or writes a stream, such as files. */
    @Converter
    public static InputStream toInputStream(ExecutionStatus status) {
        return new ByteArrayInputStream(toBytes(status));
    }

    /** A watch store in a map, such as Hazelcast's {@code IMap} or H2's {@code MVMap}. */
    @Converter
    @SuppressWarnings("unchecked") // a type converter cannot see what a bean's map holds; strings are all it will get
    public static WatchStore toWatchStore(ConcurrentMap<?, ?> map) {
        return new MapWatchStore((ConcurrentMap<String, String>) map);
    }

    /** A watch store in a SQL database, which creates its table when it is missing. */
    @Converter
    public static WatchStore toWatchStore(DataSource dataSource) {
        return new JdbcWatchStore(dataSource);
    }
}
