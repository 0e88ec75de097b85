package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.camel.CsvBody;
import io.github.cameldune.internal.camel.OpenReadings;
import io.github.cameldune.internal.context.Connection;
import io.github.cameldune.internal.context.LimitedPages;
import io.github.cameldune.internal.ratelimit.Permit;
import io.github.cameldune.internal.results.CsvStream;
import io.github.cameldune.internal.results.ResultHead;
import io.github.cameldune.internal.results.RowIterator;
import io.github.cameldune.internal.results.RowList;
import io.github.cameldune.internal.results.RowsException;
import io.github.cameldune.internal.results.RowsOptions;
import io.github.cameldune.internal.results.RowsReader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RuntimeCamelException;

/** Reads rows as the options of an endpoint say, and makes them the body of an exchange. Thread-safe. */
final class RowsOutput {

    private final DuneEndpoint endpoint;
    private final Connection connection;
    private final OpenReadings readings;
    private final DuneOutputType type;
    private final RowsOptions options;
    private final int maxRows;
    private final long rateLimitTimeout;

    RowsOutput(DuneEndpoint endpoint, Connection connection, OpenReadings readings) {
        this.endpoint = endpoint;
        this.connection = connection;
        this.readings = readings;
        DuneRowsConfiguration rows = endpoint.getRows();
        type = rows.getOutputType();
        options = rows.toOptions();
        maxRows = rows.getMaxRows();
        rateLimitTimeout = endpoint.getConfiguration().getRateLimitTimeout();
    }

    /** Opens rows in one form: requests the first page. */
    private interface Opener<R, E extends Exception> {
        R open(RowsReader reader, Function<RowsException, E> errors) throws InterruptedException;
    }

    /**
     * The rows to read.
     *
     * @param subject such as "execution 01…", for messages
     * @param executionId null if only the answer tells it
     * @param stream opens them as rows
     * @param csv opens them as CSV
     */
    record Rows(
            String subject,
            ExecutionId executionId,
            Opener<RowIterator, RuntimeException> stream,
            Opener<CsvStream, Exception> csv) {}

    /** The rows of an execution. */
    static Rows of(ExecutionId id) {
        return new Rows(
                "execution " + id,
                id,
                (reader, errors) -> reader.stream(id, errors),
                (reader, errors) -> reader.csv(id, errors));
    }

    /** The rows of the latest execution of a query, if that is fresh. */
    static Rows ofLatest(long queryId, Predicate<ExecutionStatus> isFresh) {
        return new Rows(
                "the latest execution of query " + queryId,
                null,
                (reader, errors) -> reader.latest(queryId, isFresh, errors),
                (reader, errors) -> reader.latestCsv(queryId, isFresh, errors));
    }

    /**
     * Reads rows: the first page, or all of them for a list. Blocks, and leaves the exchange alone.
     *
     * @param permit for the first request
     * @return writes the rows into the exchange
     * @throws RowsException if there are no rows to be had
     */
    Runnable read(Exchange exchange, Rows rows, Permit permit) throws InterruptedException {
        OpenReadings.Reading reading = readings.begin();
        LimitedPages pages = new LimitedPages(connection, Duration.ofMillis(rateLimitTimeout), permit);
        reading.closes(pages::close);
        boolean staysOpen = false;
        try {
            RowsReader reader = new RowsReader(
                    pages,
                    wanted(),
                    connection.context().threads().pollPool(),
                    connection.key().rowCounts());
            Runnable result = read(exchange, rows, reader, reading);
            staysOpen = type == DuneOutputType.StreamList || type == DuneOutputType.Csv;
            return result;
        } catch (CancellationException e) {
            throw new RejectedExecutionException(
                    endpoint.maskedUri() + " was stopped while it read rows: the exchange has to be sent again", e);
        } finally {
            if (!staysOpen) {
                reading.close();
            }
        }
    }

    /** No more rows than the body has room for. */
    private RowsOptions wanted() {
        return switch (type) {
            case SelectList -> options.forList(maxRows);
            case SelectOne -> options.forOne();
            case StreamList, Csv -> options;
        };
    }

    private Runnable read(Exchange exchange, Rows rows, RowsReader reader, OpenReadings.Reading reading)
            throws InterruptedException {
        return switch (type) {
            case SelectList -> {
                RowList list = rows.stream().open(reader, e -> e).toList(options, maxRows);
                yield () -> write(
                        exchange.getMessage(),
                        rows,
                        list.head(),
                        (long) list.rows().size(),
                        list.rows());
            }
            case SelectOne -> {
                RowList list = rows.stream().open(reader, e -> e).first();
                Object row = list.rows().isEmpty() ? null : list.rows().get(0);
                yield () -> write(
                        exchange.getMessage(),
                        rows,
                        list.head(),
                        (long) list.rows().size(),
                        row);
            }
            case StreamList -> {
                RowIterator iterator = rows.stream()
                        .open(reader, e -> RuntimeCamelException.wrapRuntimeCamelException(failure(rows, e)));
                reading.closes(iterator::close);
                yield () -> writeOpen(exchange, rows, reading, iterator.head(), iterator);
            }
            case Csv -> {
                CsvStream csv = rows.csv().open(reader, e -> failure(rows, e));
                reading.closes(csv::close);
                yield () -> writeOpen(exchange, rows, reading, csv.head(), new CsvBody(csv));
            }
        };
    }

    private void writeOpen(Exchange exchange, Rows rows, OpenReadings.Reading reading, ResultHead head, Object body) {
        exchange.getExchangeExtension().addOnCompletion(reading);
        write(exchange.getMessage(), rows, head, options.rowCount(head.totalRowCount()), body);
    }

    /** The headers of the status that came with the rows, those that describe the rows, and the body. */
    private static void write(Message message, Rows rows, ResultHead head, Long rowCount, Object body) {
        ExecutionId id =
                rows.executionId() == null ? new ExecutionId(head.status().executionId()) : rows.executionId();
        StatusHeaders.writeHeaders(message, id, head.status());
        // headers of an earlier result that this one lacks are removed
        StatusHeaders.set(message, DuneConstants.ROW_COUNT, rowCount);
        StatusHeaders.set(message, DuneConstants.COLUMN_NAMES, orNull(head.columnNames()));
        StatusHeaders.set(message, DuneConstants.COLUMN_TYPES, orNull(head.columnTypes()));
        message.setBody(body);
    }

    private static List<String> orNull(List<String> texts) {
        return texts.isEmpty() ? null : texts;
    }

    /** The exception of a failure. */
    Exception failure(Rows rows, RowsException e) {
        return RowsErrors.of(rows, rateLimitTimeout, e);
    }
}
