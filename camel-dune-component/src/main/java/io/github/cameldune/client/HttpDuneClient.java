package io.github.cameldune.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.io.Closer;

/**
 * Asks Dune over HTTP with one API key. Thread-safe.
 *
 * <p>A request carries the key, what it accepts and who asks: nothing of a message gets here but a checked id.
 */
public final class HttpDuneClient implements DuneClient {

    private static final Header ACCEPT = new BasicHeader(HttpHeaders.ACCEPT, "application/json");
    private static final Header USER_AGENT = new BasicHeader(HttpHeaders.USER_AGENT, "camel-dune");

    private final HttpTransport transport;
    private final HttpClient http;
    private final HttpHost host;
    private final String prefix;
    private final Header key;
    private final ResponseReader reader;
    private final long slotMillis;
    private final long deadlineMillis;

    /**
     * A client of one key; cheap, since the transport holds the connections.
     *
     * @param transport how to reach Dune; owned by the caller
     * @param apiKey whose limits and rights count
     */
    public HttpDuneClient(HttpTransport transport, ApiKey apiKey) {
        this.transport = transport;
        this.http = transport.client();
        HttpTransport.Settings settings = transport.settings();
        this.prefix = settings.baseUrl() + "/v1/execution/";
        this.host = HttpHost.create(URI.create(settings.baseUrl().value()));
        this.key = new SecretHeader(apiKey);
        this.reader = new ResponseReader(apiKey);
        this.slotMillis = settings.responseTimeout().toMillis();
        this.deadlineMillis =
                settings.connectTimeout().plus(settings.responseTimeout()).toMillis();
    }

    @Override
    public Answer status(ExecutionId id) {
        try {
            if (!transport.slots().tryAcquire(slotMillis, TimeUnit.MILLISECONDS)) {
                return new Answer.Unreachable(new SocketTimeoutException("All of maxConcurrentRequests="
                        + transport.settings().maxConcurrentRequests() + " requests to Dune were under way for "
                        + slotMillis + " ms: raise that option, or look why Dune answers so slowly"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unreachable(new InterruptedIOException("Interrupted before Dune was asked"));
        }
        try {
            return ask(id);
        } finally {
            transport.slots().release();
        }
    }

    private Answer ask(ExecutionId id) {
        HttpGet request = new HttpGet(URI.create(prefix + id.value() + "/status"));
        request.setHeaders(key, ACCEPT, USER_AGENT);
        // HttpClient's timeouts count from byte to byte: an answer that drips would hold the thread for ever
        Deadline deadline = new Deadline(request);
        Future<?> timer = transport.deadlines().schedule(deadline, deadlineMillis, TimeUnit.MILLISECONDS);
        try {
            Answer answer = read(id, http.executeOpen(host, request, null));
            return deadline.isOver() && answer instanceof Answer.Unreadable cut && cut.cause() != null
                    ? new Answer.Unreachable(tooSlow(cut.cause()))
                    : answer;
        } catch (IOException e) {
            return new Answer.Unreachable(deadline.isOver() ? tooSlow(e) : e);
        } catch (RuntimeException e) {
            return new Answer.Unreachable(deadline.isOver() ? tooSlow(e) : cutOff(e));
        } finally {
            timer.cancel(false);
        }
    }

    private Answer read(ExecutionId id, ClassicHttpResponse response) throws IOException {
        try {
            return reader.read(id, response, Instant.now());
        } finally {
            // what comes of giving the connection back, or dropping it, says nothing about the answer
            Closer.closeQuietly(response);
        }
    }

    /**
     * What HttpClient throws, besides a NullPointerException, when a request is cancelled or the pool closed between two of
     * its own steps.
     */
    private static IOException cutOff(RuntimeException e) {
        if (e instanceof IllegalStateException) {
            return new IOException("The request to Dune was cut off here", e);
        }
        throw e;
    }

    private IOException tooSlow(Exception cause) {
        SocketTimeoutException timeout = new SocketTimeoutException("Dune gave no complete answer within "
                + Duration.ofMillis(deadlineMillis) + " (connectTimeout + responseTimeout)");
        timeout.initCause(cause);
        return timeout;
    }

    /** Cuts a request; known to be over before the request notices. */
    private static final class Deadline implements Runnable {

        private final HttpGet request;
        private volatile boolean over;

        private Deadline(HttpGet request) {
            this.request = request;
        }

        @Override
        public void run() {
            over = true;
            request.cancel();
        }

        private boolean isOver() {
            return over;
        }
    }
}
