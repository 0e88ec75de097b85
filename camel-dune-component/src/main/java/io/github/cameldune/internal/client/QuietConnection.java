package io.github.cameldune.internal.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Identifiable;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection without HttpClient's header and wire logs, which print the API key at DEBUG; with bounds for the headers of
 * an answer; and that tells a request which failed only because the server had closed the idle connection. Otherwise as
 * HttpClient's own, whose class is not open for extension.
 */
final class QuietConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection, Identifiable {

    private static final AtomicLong COUNTER = new AtomicLong();

    /**
     * Dune sends some thirty headers of a few hundred characters. HttpCore as it comes knows no limits (CVE-2026-54399), so
     * that an answer whose headers never end would fill the heap.
     */
    private static final Http1Config BOUNDED = Http1Config.custom()
            .setMaxHeaderCount(200)
            .setMaxLineLength(16 * 1024)
            .build();

    private final String id = "dune-" + COUNTER.incrementAndGet();
    private final AtomicBoolean closed = new AtomicBoolean();

    private volatile Socket socket;
    private volatile SSLSession sslSession;
    private volatile Timeout socketTimeout;

    // of the request in flight, by the one thread that has leased the connection
    private boolean used;
    private boolean repeatable;
    private long receivedBefore;

    QuietConnection() {
        // without a parser of its own, HttpCore's connection bounds the lines and not their number
        super(BOUNDED, null, null, null, null, null, new DefaultHttpResponseParserFactory(BOUNDED));
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public void bind(Socket plain) throws IOException {
        if (closed.get()) {
            plain.close();
            throw new InterruptedIOException("Connection already shut down");
        }
        super.bind(plain);
        remember(plain, null);
    }

    @Override
    public void bind(SSLSocket secured, Socket plain) throws IOException {
        super.bind(secured, plain);
        // a proxy's CONNECT may have gone before
        used = false;
        remember(secured, secured.getSession());
    }

    private void remember(Socket bound, SSLSession session) throws IOException {
        socket = bound;
        sslSession = session;
        socketTimeout = Timeout.ofMilliseconds(bound.getSoTimeout());
    }

    @Override
    public Socket getSocket() {
        return socket;
    }

    @Override
    public SSLSession getSSLSession() {
        return sslSession;
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        super.setSocketTimeout(timeout);
        socketTimeout = timeout;
    }

    @Override
    public void passivate() {
        super.setSocketTimeout(Timeout.ZERO_MILLISECONDS);
    }

    @Override
    public void activate() {
        super.setSocketTimeout(socketTimeout);
    }

    /**
     * Sends a POST on a new connection only: of one that the server closes at that moment nobody can tell whether the server has
     * read the request, and a POST must not be sent twice.
     */
    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        if (used && Method.POST.isSame(request.getMethod())) {
            throw new StaleConnectionException(null);
        }
        repeatable = used && Method.GET.isSame(request.getMethod());
        used = true;
        receivedBefore = received();
        try {
            super.sendRequestHeader(request);
        } catch (IOException e) {
            throw stale(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            super.flush();
        } catch (IOException e) {
            throw stale(e);
        }
    }

    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        try {
            return super.receiveResponseHeader();
        } catch (IOException e) {
            throw stale(e);
        }
    }

    private IOException stale(IOException e) {
        // a time-out says that the server has the request
        return repeatable && !(e instanceof InterruptedIOException) && received() == receivedBefore
                ? new StaleConnectionException(e)
                : e;
    }

    private long received() {
        EndpointDetails details = getEndpointDetails();
        return details == null ? 0 : details.getReceivedBytesCount();
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            super.close();
        }
    }

    @Override
    public void close(CloseMode mode) {
        if (closed.compareAndSet(false, true)) {
            super.close(mode);
        }
    }
}
