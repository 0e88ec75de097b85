package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
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
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;

/** Reads rows as the options of an endpoint say, and makes them the body of an exchange. Thread-safe. */
final class RowsOutput {

    private final DuneEndpoint endpoint;
    private final Connection connection;
    private final RowsReadings readings;
    private final DuneOutputType type;
    private final RowsOptions options;
    private final int maxRows;
    private final long rateLimitTimeout;

    RowsOutput(DuneEndpoint endpoint, Connection connection, RowsReadings readings) {
        this.endpoint = endpoint;
        this.connection = connection;
        this.readings = readings;
        DuneRowsConfiguration rows = endpoint.getRows();
        type = rows.getOutputType();
        options = rows.toOptions();
        maxRows = rows.getMaxRows();
        rateLimitTimeout = endpoint.getConfiguration().getRateLimitTimeout();
    }

    /** Which rows: opens them in one form or the other. */
    interface Rows {

        RowIterator stream(RowsReader reader, RowsOptions options, Function<RowsException, RuntimeException> errors)
                throws InterruptedException;

        CsvStream csv(RowsReader reader, RowsOptions options, Function<RowsException, Exception> errors)
                throws InterruptedException;
    }

    /** The rows of an execution. */
    static Rows of(ExecutionId id) {
        return new Rows() {
            @Override
            public RowIterator stream(
                    RowsReader reader, RowsOptions options, Function<RowsException, RuntimeException> errors)
                    throws InterruptedException {
                return reader.stream(id, options, errors);
            }

            @Override
            public CsvStream csv(RowsReader reader, RowsOptions options, Function<RowsException, Exception> errors)
                    throws InterruptedException {
                return reader.csv(id, options, errors);
            }
        };
    }

    /** The rows of the latest execution of a query, if that is fresh. */
    static Rows ofLatest(long queryId, Predicate<ExecutionStatus> isFresh) {
        return new Rows() {
            @Override
            public RowIterator stream(
                    RowsReader reader, RowsOptions options, Function<RowsException, RuntimeException> errors)
                    throws InterruptedException {
                return reader.latest(queryId, options, isFresh, errors);
            }

            @Override
            public CsvStream csv(RowsReader reader, RowsOptions options, Function<RowsException, Exception> errors)
                    throws InterruptedException {
                return reader.latestCsv(queryId, options, isFresh, errors);
            }
        };
    }

    /**
     * Reads rows: the first page, or all of them for a list. Blocks, and leaves the exchange alone.
     *
     * @param subject whose rows, for messages
     * @param permit for the first request
     * @return writes the rows into the exchange
     * @throws RowsException if there are no rows to be had
     */
    Runnable read(Exchange exchange, RowsSubject subject, Rows rows, Permit permit) throws InterruptedException {
        RowsReadings.Reading reading = readings.begin();
        LimitedPages pages = new LimitedPages(connection, Duration.ofMillis(rateLimitTimeout), permit);
        reading.closes(pages::close);
        boolean goesOn = false;
        try {
            RowsReader reader = new RowsReader(
                    pages,
                    connection.context().pollPool(),
                    pages,
                    connection.key().rowCounts());
            Runnable result = read(exchange, subject, rows, reader, reading);
            goesOn = type == DuneOutputType.StreamList || type == DuneOutputType.Csv;
            return result;
        } catch (CancellationException e) {
            throw new RejectedExecutionException(
                    endpoint.maskedUri() + " was stopped while it read rows: the exchange has to be sent again", e);
        } finally {
            if (!goesOn) {
                reading.close();
            }
        }
    }

    private Runnable read(
            Exchange exchange, RowsSubject subject, Rows rows, RowsReader reader, RowsReadings.Reading reading)
            throws InterruptedException {
        return switch (type) {
            case SelectList -> {
                RowList list = RowsReader.list(rows.stream(reader, options.forList(maxRows), e -> e), options, maxRows);
                long count = list.rows().size();
                yield () -> RowsMessage.write(exchange.getMessage(), subject, list.head(), count, list.rows());
            }
            case SelectOne -> {
                RowList list = RowsReader.first(rows.stream(reader, options.forOne(), e -> e));
                long count = list.rows().size();
                Object row = count == 0 ? null : list.rows().get(0);
                yield () -> RowsMessage.write(exchange.getMessage(), subject, list.head(), count, row);
            }
            case StreamList -> {
                RowIterator iterator = rows.stream(
                        reader, options, e -> RuntimeCamelException.wrapRuntimeCamelException(failure(subject, e)));
                reading.closes(iterator::close);
                yield () -> open(exchange, subject, reading, iterator.head(), iterator);
            }
            case Csv -> {
                CsvStream csv = rows.csv(reader, options, e -> failure(subject, e));
                reading.closes(csv::close);
                yield () -> open(exchange, subject, reading, csv.head(), new CsvBody(csv));
            }
        };
    }

    private void open(
            Exchange exchange, RowsSubject subject, RowsReadings.Reading reading, ResultHead head, Object rows) {
        exchange.getExchangeExtension().addOnCompletion(reading);
        RowsMessage.write(exchange.getMessage(), subject, head, options.rowCount(head.totalRowCount()), rows);
    }

    /** The exception of a failure. */
    Exception failure(RowsSubject subject, RowsException e) {
        return RowsErrors.of(subject, rateLimitTimeout, e);
    }
}
