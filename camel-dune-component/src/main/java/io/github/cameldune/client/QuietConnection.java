package io.github.cameldune.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Identifiable;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection without HttpClient's header and wire logs, which print the API key when a user turns on DEBUG for
 * everything. Otherwise as HttpClient's own, whose class is not open for extension.
 */
final class QuietConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection, Identifiable {

    private static final AtomicLong COUNTER = new AtomicLong();

    private final String id = "dune-" + COUNTER.incrementAndGet();
    private final AtomicBoolean closed = new AtomicBoolean();

    private volatile Socket socket;
    private volatile SSLSession sslSession;
    private volatile Timeout socketTimeout;

    QuietConnection() {
        super(Http1Config.DEFAULT);
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
