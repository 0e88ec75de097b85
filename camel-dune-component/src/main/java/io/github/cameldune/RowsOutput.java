package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
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

    /**
     * Reads the rows of an execution: the first page, or all of them for a list. Blocks, and leaves the exchange alone.
     *
     * @param permit for the first request
     * @return writes the rows into the exchange
     */
    Runnable read(Exchange exchange, ExecutionId id, Permit permit) throws Exception {
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
            Runnable result = read(exchange, id, reader, reading);
            goesOn = type == DuneOutputType.StreamList || type == DuneOutputType.Csv;
            return result;
        } catch (RowsException e) {
            throw failure(id, e);
        } catch (CancellationException e) {
            throw new RejectedExecutionException(
                    endpoint.maskedUri() + " was stopped while it read rows: the exchange has to be sent again", e);
        } finally {
            if (!goesOn) {
                reading.close();
            }
        }
    }

    private Runnable read(Exchange exchange, ExecutionId id, RowsReader reader, RowsReadings.Reading reading)
            throws InterruptedException {
        switch (type) {
            case SelectList -> {
                RowList list = reader.list(id, options, maxRows);
                long count = list.rows().size();
                return () -> RowsMessage.write(exchange.getMessage(), id, list.head(), count, list.rows());
            }
            case SelectOne -> {
                RowList list = reader.first(id, options);
                Object row = list.rows().isEmpty() ? null : list.rows().get(0);
                long count = list.rows().size();
                return () -> RowsMessage.write(exchange.getMessage(), id, list.head(), count, row);
            }
            case StreamList -> {
                RowIterator rows = reader.stream(
                        id, options, e -> RuntimeCamelException.wrapRuntimeCamelException(failure(id, e)));
                reading.closes(rows::close);
                return () -> open(exchange, id, reading, rows.head(), rows);
            }
            case Csv -> {
                CsvStream csv = reader.csv(id, options, e -> failure(id, e));
                reading.closes(csv::close);
                return () -> open(exchange, id, reading, csv.head(), new CsvBody(csv));
            }
        }
        throw new IllegalStateException("outputType=" + type);
    }

    private void open(Exchange exchange, ExecutionId id, RowsReadings.Reading reading, ResultHead head, Object rows) {
        exchange.getExchangeExtension().addOnCompletion(reading);
        RowsMessage.write(exchange.getMessage(), id, head, options.rowCount(head.totalRowCount()), rows);
    }

    private Exception failure(ExecutionId id, RowsException e) {
        return RowsErrors.of("execution " + id, id.value(), rateLimitTimeout, e);
    }
}
