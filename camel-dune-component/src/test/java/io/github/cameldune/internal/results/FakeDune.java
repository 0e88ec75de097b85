package io.github.cameldune.internal.results;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.client.UnreadableStatusException;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.PageBody;
import io.github.cameldune.internal.client.RowsRequest;
import io.github.cameldune.internal.client.Verdict;
import io.github.cameldune.internal.health.RowCounts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** Dune in memory: rows in pages, and faults that are told in advance. Waiting costs no time. */
final class FakeDune implements PageSource {

    static final ExecutionId EXECUTION = new ExecutionId("01HKZJ2683PHF9Q9PHHQ8FW4Q1");
    static final String COMPLETED = "{\"execution_id\":\"" + EXECUTION
            + "\",\"query_id\":4242,\"is_execution_finished\":true,\"state\":\"QUERY_STATE_COMPLETED\"}";

    /** All rows. */
    static final RowsOptions ALL = new RowsOptions(
            RowsOptions.DEFAULT_PAGE_SIZE, null, 0, null, null, null, null, false, RowsOptions.DEFAULT_MAX_PAGE_BYTES);

    /** Each is a JSON object, or a CSV record with its line end. */
    final List<String> rows = new ArrayList<>();

    final List<RowsRequest> requests = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();
    final RowCounts counts = new RowCounts();

    /** Answers that come before the regular ones, in order; null for a regular one. */
    final LinkedList<Function<RowsRequest, Answer<PageBody>>> faults = new LinkedList<>();

    String status = COMPLETED;
    String csvHeader = "n\n";
    int statusRequests;
    int openBodies;

    /** What ends the reading of a body. */
    Runnable onClose = () -> {};

    private volatile boolean isClosed;

    /** How many rows Dune sends of so many requested. */
    IntUnaryOperator shrink = IntUnaryOperator.identity();

    FakeDune withRows(int count) {
        for (int n = 0; n < count; n++) {
            rows.add("{\"n\":" + n + "}");
        }
        return this;
    }

    FakeDune withRecords(int count) {
        for (int n = 0; n < count; n++) {
            rows.add(n + "\n");
        }
        return this;
    }

    RowsReader reader(RowsOptions options) {
        return reader(options, Runnable::run);
    }

    /** Reads one result, after whose end the source is used for another. */
    RowsReader reader(RowsOptions options, Executor executor) {
        isClosed = false;
        return new RowsReader(this, options, executor, counts);
    }

    @Override
    public synchronized Answer<PageBody> page(RowsRequest request) {
        requireOpen();
        requests.add(request);
        Function<RowsRequest, Answer<PageBody>> fault = faults.poll();
        return fault == null ? regular(request) : fault.apply(request);
    }

    @Override
    public synchronized Answer<ExecutionStatus> status(ExecutionId id) {
        statusRequests++;
        try {
            return Answer.ok(ExecutionStatus.parse(status), 200, null);
        } catch (UnreadableStatusException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void sleep(Duration duration) {
        requireOpen();
        pauses.add(duration);
    }

    private void requireOpen() {
        if (isClosed) {
            throw new CancellationException("the rows were closed");
        }
    }

    @Override
    public void close() {
        isClosed = true;
        onClose.run();
    }

    Answer<PageBody> regular(RowsRequest request) {
        int offset = Integer.parseInt(request.query().getOrDefault("offset", "0"));
        int limit = Integer.parseInt(request.query().getOrDefault("limit", "1000000"));
        int end = Math.min(rows.size(), offset + Math.max(1, shrink.applyAsInt(limit)));
        List<String> page = rows.subList(Math.min(offset, end), end);
        Long next = end < rows.size() ? (Long) (long) end : null;
        return request.csv()
                ? body(csvHeader + String.join("", page), next)
                : body(json(page, next == null ? "" : ",\"next_offset\":" + next), null);
    }

    String json(List<String> page, String after) {
        return status.substring(0, status.length() - 1) + ",\"result\":{\"rows\":[" + String.join(",", page)
                + "],\"metadata\":{\"column_names\":[\"n\"],\"column_types\":[\"bigint\"],\"row_count\":" + page.size()
                + ",\"total_row_count\":" + rows.size() + "}}" + after + "}";
    }

    Answer<PageBody> body(String text, Long nextOffset) {
        return body(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), nextOffset);
    }

    Answer<PageBody> body(InputStream content, Long nextOffset) {
        openBodies++;
        Runnable closing = new Runnable() {
            private boolean isClosed;

            @Override
            public void run() {
                openBodies -= isClosed ? 0 : 1;
                isClosed = true;
            }
        };
        return Answer.ok(new PageBody(content, nextOffset, closing), 200, null);
    }

    /** The regular answer, of which only a part arrives before the connection breaks. */
    Answer<PageBody> broken(RowsRequest request, double part) {
        byte[] all = bytes(request);
        InputStream begin = new ByteArrayInputStream(all, 0, (int) (all.length * part));
        InputStream end = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };
        return body(new SequenceInputStream(begin, end), null);
    }

    /** The regular answer, of which a part is missing as if it had never been sent. */
    Answer<PageBody> cutOff(RowsRequest request, double part) {
        byte[] all = bytes(request);
        return body(new ByteArrayInputStream(all, 0, (int) (all.length * part)), null);
    }

    static Answer<PageBody> answer(int code, Verdict verdict, String excerpt) {
        return new Answer<>(verdict, null, code, null, null, null, excerpt, null);
    }

    static Answer<PageBody> rateLimited(Duration retryAfter) {
        return new Answer<>(Verdict.RATE_LIMITED, null, 429, retryAfter, null, null, "", null);
    }

    private byte[] bytes(RowsRequest request) {
        try (PageBody body = regular(request).value()) {
            return body.content().readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All rows in memory, as SelectList reads them. */
    RowList list(RowsOptions options, int maxRows) throws InterruptedException {
        return reader(options.forList(maxRows)).stream(EXECUTION, e -> e).toList(options, maxRows);
    }

    /** The first row, as SelectOne reads it. */
    RowList first(RowsOptions options) throws InterruptedException {
        return reader(options.forOne()).stream(EXECUTION, e -> e).first();
    }
}
