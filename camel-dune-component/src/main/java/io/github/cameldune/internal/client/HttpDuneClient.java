package io.github.cameldune.internal.client;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.time.Cancellable;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.io.Closer;

/** Requests to Dune over HTTP with one API key. Thread-safe, and cheap: the transport holds the connections. */
public final class HttpDuneClient implements DuneClient {

    /** Turns a response into an answer, while the deadline of the request counts. */
    @FunctionalInterface
    private interface Reading<T> {
        Answer<T> read(ClassicHttpResponse response) throws IOException;
    }

    private static final String NEXT_OFFSET = "x-dune-next-offset";

    private final HttpTransport transport;
    private final RequestsInFlight inFlight;
    private final Requests requests;
    private final ResponseReader reader;
    private final long limitNanos;

    /**
     * The client of one key, for all its users: it remembers whether the address has answered a status. The caller owns the
     * transport.
     */
    public HttpDuneClient(HttpTransport transport, ApiKey apiKey) {
        this.transport = transport;
        inFlight = transport.inFlight();
        HttpTransport.Settings settings = transport.settings();
        requests = new Requests(settings.baseUrl(), apiKey);
        reader = new ResponseReader(apiKey);
        limitNanos = settings.totalTimeout().toNanos();
    }

    @Override
    public Answer<ExecutionStatus> status(ExecutionId id) {
        Answer<ExecutionStatus> answer = whole(requests.status(id), body -> Bodies.status(id, body));
        if (answer.isOk()) {
            reader.statusAnswered();
        }
        return answer;
    }

    @Override
    public Answer<Submitted> submit(Submission submission) {
        Answer<Submitted> answer = whole(requests.submit(submission), Bodies::submitted);
        if (answer.isOk()) {
            // no other service answers with an execution
            reader.statusAnswered();
        }
        return answer;
    }

    @Override
    public Answer<Boolean> cancel(ExecutionId id) {
        return whole(requests.cancel(id), Bodies::cancelled);
    }

    @Override
    public Answer<PageBody> rows(RowsRequest rows, Consumer<Cancellable> caller) {
        DuneRequest request = requests.rows(rows);
        AtomicBoolean isBrokenOff = new AtomicBoolean();
        caller.accept(() -> {
            isBrokenOff.set(true);
            return request.cancel();
        });
        Answer<PageBody> answer = answer(request, response -> page(request, response, rows.executionId() == null));
        if (!answer.isOk()) {
            inFlight.end(request);
            if (isBrokenOff.get()) {
                throw new CancellationException("the request was broken off");
            }
        }
        return answer;
    }

    private <T> Answer<T> whole(DuneRequest request, ResponseReader.Body<T> body) {
        try {
            return answer(request, response -> {
                try {
                    return reader.read(response, Instant.now(), body);
                } finally {
                    giveBack(request, response);
                }
            });
        } finally {
            inFlight.end(request);
        }
    }

    private Answer<PageBody> page(DuneRequest request, ClassicHttpResponse response, boolean isForLatest)
            throws IOException {
        if (!ResponseReader.isSuccess(response)) {
            try {
                return reader.error(response, Instant.now(), isForLatest);
            } finally {
                giveBack(request, response);
            }
        }
        InputStream content;
        try {
            content = ResponseReader.content(response);
        } catch (ZipException e) {
            giveBack(request, response);
            return reader.unreadable(response, "it is compressed, and damaged", new byte[0], e);
        }
        if (content == null) {
            giveBack(request, response);
            return reader.unreadable(response, "it is empty", new byte[0], null);
        }
        // from here on the caller's pace counts
        request.setDeadline(DuneRequest.NEVER);
        PageBody page = new PageBody(new PageStream(content, request, transport), nextOffset(response), () -> {
            inFlight.end(request);
            giveBack(request, response);
        });
        return Answer.ok(page, response.getCode(), AnswerDate.of(response));
    }

    /** A connection whose answer was read to its end is back already. Closing the response alone would read the rest first. */
    private static void giveBack(DuneRequest request, ClassicHttpResponse response) {
        request.cancel();
        // what fails here says nothing about the answer
        Closer.closeQuietly(response);
    }

    private static Long nextOffset(ClassicHttpResponse response) {
        Header header = response.getFirstHeader(NEXT_OFFSET);
        try {
            return header == null ? null : Long.valueOf(header.getValue().strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private <T> Answer<T> answer(DuneRequest request, Reading<T> reading) {
        inFlight.begin(request, limitNanos);
        try {
            Answer<T> answer = reading.read(send(request));
            // a body that was cut off by the deadline is one that did not come in time
            return request.isOverdue() && answer.cause() != null ? Answer.failed(tooSlow(answer.cause())) : answer;
        } catch (IOException | IllegalStateException e) {
            return Answer.failed(request.isOverdue() ? tooSlow(e) : brokenOff(e));
        }
    }

    /** Once more, where the server has certainly not begun with the request, and then on a new connection. */
    private ClassicHttpResponse send(DuneRequest request) throws IOException {
        try {
            return transport.send(request);
        } catch (StaleConnectionException e) {
            transport.closeIdleConnections();
            return transport.send(request);
        }
    }

    /**
     * A failure as an {@link IOException}. HttpClient throws an {@link IllegalStateException} when a request is cancelled, or
     * the pool closed, between two of its own steps.
     */
    static IOException brokenOff(Exception e) {
        if (e instanceof ConnectionRequestTimeoutException) {
            return new IOException(
                    "No connection of httpComponent was free: let it have as many connections to Dune as"
                            + " maxConcurrentRequests (connectionsPerRoute, maxTotalConnections)",
                    e);
        }
        return e instanceof IOException io ? io : new IOException("The request to Dune was broken off", e);
    }

    private IOException tooSlow(Exception cause) {
        SocketTimeoutException timeout = new SocketTimeoutException("Dune gave no complete answer within "
                + transport.settings().totalTimeout() + " (connectTimeout + responseTimeout)");
        timeout.initCause(cause);
        return timeout;
    }
}
