package io.github.cameldune.internal.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.EofSensorInputStream;
import org.apache.hc.core5.http.io.EofSensorWatcher;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.protocol.RequestContent;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * One request on a connection of HttpClient's pool, without the rest of HttpClient: what that adds (authentication, redirects,
 * proxies, cookies) is of no use here, and takes half the CPU time and of the memory of a request. The connection goes
 * back to the pool once the body was read to its end.
 */
final class DirectExchange implements Cancellable {

    /**
     * Where to and how long.
     *
     * @param manager of the connections
     * @param route to Dune, without a proxy
     */
    record Target(
            HttpClientConnectionManager manager,
            HttpRoute route,
            Timeout leaseTimeout,
            Timeout connectTimeout,
            Timeout responseTimeout) {

        ClassicHttpResponse send(DuneRequest request) throws IOException {
            return new DirectExchange(this).run(request);
        }
    }

    private static final String ID = "dune";
    private static final HttpRequestExecutor EXECUTOR = new HttpRequestExecutor();
    private static final RequestContent CONTENT_HEADERS = new RequestContent();

    private final Target target;
    private final AtomicReference<ConnectionEndpoint> leased = new AtomicReference<>();
    private TimeValue keepAlive;

    private DirectExchange(Target target) {
        this.target = target;
    }

    private ClassicHttpResponse run(DuneRequest request) throws IOException {
        ConnectionEndpoint connection = lease(request);
        leased.set(connection);
        boolean answered = false;
        try {
            request.setDependency(this);
            ClassicHttpResponse response = exchange(connection, request);
            HttpEntity body = response.getEntity();
            if (body == null) {
                giveBack();
            } else {
                response.setEntity(new Body(body));
            }
            answered = true;
            return response;
        } catch (HttpException e) {
            throw new ClientProtocolException(e.getMessage(), e);
        } finally {
            if (!answered) {
                cancel();
            }
        }
    }

    private ConnectionEndpoint lease(DuneRequest request) throws IOException {
        LeaseRequest lease = target.manager().lease(ID, target.route(), target.leaseTimeout(), null);
        request.setDependency(lease);
        try {
            return lease.get(target.leaseTimeout());
        } catch (TimeoutException e) {
            lease.cancel();
            throw new ConnectionRequestTimeoutException(e.getMessage());
        } catch (InterruptedException e) {
            lease.cancel();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted before a request to Dune");
        } catch (ExecutionException e) {
            throw new IOException("No connection to Dune: " + e.getCause(), e);
        }
    }

    private ClassicHttpResponse exchange(ConnectionEndpoint connection, DuneRequest request)
            throws IOException, HttpException {
        HttpClientContext context = HttpClientContext.create();
        if (Method.POST.isSame(request.getMethod())) {
            // as QuietConnection wants it, at the cost of this connection alone
            connection.close(CloseMode.GRACEFUL);
            CONTENT_HEADERS.process(request, request.getEntity(), context);
        }
        if (!connection.isConnected()) {
            target.manager().connect(connection, target.connectTimeout(), context);
        }
        connection.setSocketTimeout(target.responseTimeout());
        ClassicHttpResponse response = connection.execute(ID, request, EXECUTOR::execute, context);
        if (DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context)) {
            keepAlive = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
        }
        return response;
    }

    private void giveBack() {
        if (keepAlive == null) {
            cancel();
            return;
        }
        ConnectionEndpoint connection = leased.getAndSet(null);
        if (connection != null) {
            target.manager().release(connection, null, keepAlive);
        }
    }

    /** Drops the connection, unless it was given back. */
    @Override
    public boolean cancel() {
        ConnectionEndpoint connection = leased.getAndSet(null);
        if (connection == null) {
            return false;
        }
        try {
            connection.close(CloseMode.IMMEDIATE);
        } finally {
            target.manager().release(connection, null, TimeValue.ZERO_MILLISECONDS);
        }
        return true;
    }

    private final class Body extends HttpEntityWrapper implements EofSensorWatcher {

        private Body(HttpEntity body) {
            super(body);
        }

        @Override
        public InputStream getContent() throws IOException {
            return new EofSensorInputStream(super.getContent(), this);
        }

        @Override
        public boolean eofDetected(InputStream content) throws IOException {
            return streamClosed(content);
        }

        @Override
        public boolean streamClosed(InputStream content) throws IOException {
            boolean closed = false;
            try {
                // reads what follows the body, or the rest of it
                content.close();
                closed = true;
            } finally {
                if (closed) {
                    giveBack();
                } else {
                    cancel();
                }
            }
            return false;
        }

        @Override
        public boolean streamAbort(InputStream content) {
            cancel();
            return false;
        }
    }
}
