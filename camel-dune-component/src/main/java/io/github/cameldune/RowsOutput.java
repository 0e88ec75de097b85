package io.github.cameldune;

import io.github.cameldune.client.ExecutionError;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.camel.CsvBody;
import io.github.cameldune.internal.camel.OpenReadings;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.Verdict;
import io.github.cameldune.internal.context.Connection;
import io.github.cameldune.internal.context.LimitedPages;
import io.github.cameldune.internal.ratelimit.Permit;
import io.github.cameldune.internal.results.CsvStream;
import io.github.cameldune.internal.results.ResultHead;
import io.github.cameldune.internal.results.RowIterator;
import io.github.cameldune.internal.results.RowList;
import io.github.cameldune.internal.results.RowsException;
import io.github.cameldune.internal.results.RowsFailure;
import io.github.cameldune.internal.results.RowsOptions;
import io.github.cameldune.internal.results.RowsReader;
import io.github.cameldune.internal.results.RowsTarget;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RuntimeCamelException;

/** Reads rows as the options of an endpoint say, and makes them the body of an exchange. Thread-safe. */
final class RowsOutput {

    private static final int OK = 200;

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

    /**
     * Reads rows: the first page, or all of them for a list. Blocks, and leaves the exchange alone.
     *
     * @param permit for the first request
     * @return writes the rows into the exchange
     * @throws RowsException if there are no rows to be had
     */
    Runnable read(Exchange exchange, RowsTarget rows, Permit permit) throws InterruptedException {
        OpenReadings.Reading reading = readings.begin();
        LimitedPages pages = new LimitedPages(connection, Duration.ofMillis(rateLimitTimeout), permit);
        reading.closes(pages::close);
        boolean staysOpen = false;
        try {
            RowsReader reader = new RowsReader(
                    pages,
                    wanted(),
                    connection.context().threads().requestPool(),
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

    private Runnable read(Exchange exchange, RowsTarget rows, RowsReader reader, OpenReadings.Reading reading)
            throws InterruptedException {
        return switch (type) {
            case SelectList -> {
                RowList list = rows.stream(reader, e -> e).toList(options, maxRows);
                yield () -> write(
                        exchange.getMessage(),
                        rows,
                        list.head(),
                        (long) list.rows().size(),
                        list.rows());
            }
            case SelectOne -> {
                RowList list = rows.stream(reader, e -> e).first();
                Object row = list.rows().isEmpty() ? null : list.rows().get(0);
                yield () -> write(
                        exchange.getMessage(),
                        rows,
                        list.head(),
                        (long) list.rows().size(),
                        row);
            }
            case StreamList -> {
                RowIterator iterator =
                        rows.stream(reader, e -> RuntimeCamelException.wrapRuntimeCamelException(failure(rows, e)));
                reading.closes(iterator::close);
                yield () -> writeOpen(exchange, rows, reading, iterator.head(), iterator);
            }
            case Csv -> {
                CsvStream csv = rows.csv(reader, e -> failure(rows, e));
                reading.closes(csv::close);
                yield () -> writeOpen(exchange, rows, reading, csv.head(), new CsvBody(csv));
            }
        };
    }

    private void writeOpen(
            Exchange exchange, RowsTarget rows, OpenReadings.Reading reading, ResultHead head, Object body) {
        exchange.getExchangeExtension().addOnCompletion(reading);
        write(exchange.getMessage(), rows, head, options.rowCount(head.totalRowCount()), body);
    }

    /** The headers of the status that came with the rows, those that describe the rows, and the body. */
    private static void write(Message message, RowsTarget rows, ResultHead head, Long rowCount, Object body) {
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
    Exception failure(RowsTarget rows, RowsException e) {
        RowsFailure failure = e.failure();
        ExecutionStatus status = failure.status();
        String known = rows.executionId() == null ? null : rows.executionId().value();
        if (failure.answer() != null) {
            return ofAnswer("the rows of " + rows.subject(), known, failure.answer());
        }
        String id = status == null || status.executionId() == null ? known : status.executionId();
        String message = "The rows of " + rows.subject() + " cannot be read: " + failure.message();
        if (failure instanceof RowsFailure.NotFinished) {
            return new DuneNotFinishedException(message, id, status.state().name());
        }
        if (failure instanceof RowsFailure.Ended) {
            return ended(message, id, status);
        }
        if (failure instanceof RowsFailure.Partial) {
            return new DunePartialResultException(message, id);
        }
        if (failure instanceof RowsFailure.Stale) {
            return new DuneStaleResultException(message, id, status.executionEndedAt());
        }
        if (failure instanceof RowsFailure.TooManyRows || failure instanceof RowsFailure.PageTooLarge) {
            return new DuneResultTooLargeException(message, id);
        }
        return new DuneUnreadableResponseException(message, id, OK, null, "");
    }

    private Exception ofAnswer(String request, String id, Answer<?> answer) {
        return answer.verdict() == Verdict.RATE_LIMITED && answer.statusCode() == 0
                ? DuneErrors.noPermit(request, id, rateLimitTimeout, answer.retryAfter())
                : DuneErrors.of(request, id, answer);
    }

    private static Exception ended(String message, String id, ExecutionStatus status) {
        ExecutionError error = status.error() == null ? new ExecutionError(null, null, null, null) : status.error();
        return new DuneExecutionException(
                message, id, status.state().name(), error.type(), error.message(), error.line(), error.column());
    }
}
