package io.github.cameldune.internal.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.ConnPoolControl;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client as Camel HTTP configures it (TLS, proxies, timeouts), without Camel HTTP's producer: that one lets message
 * headers decide where a request goes. Shared by all endpoints with equal {@link Settings}; thread-safe.
 */
public final class HttpTransport implements AutoCloseable {

    /**
     * What tells one transport from another.
     *
     * @param connectTimeout for the connection, positive
     * @param responseTimeout for the answer once connected, positive
     * @param maxConcurrentRequests how many requests may be in flight at a time, positive: the pool has a connection for
     *     each, so that no request waits for one
     * @param sslContextParameters for TLS; null for the JVM's defaults
     * @param useGlobalSslContextParameters whether those of the Camel context apply
     * @param httpComponent a user's Camel HTTP component, which then decides on TLS and proxy; null for one of our own
     */
    public record Settings(
            BaseUrl baseUrl,
            Duration connectTimeout,
            Duration responseTimeout,
            int maxConcurrentRequests,
            SSLContextParameters sslContextParameters,
            boolean useGlobalSslContextParameters,
            HttpComponent httpComponent) {

        Duration totalTimeout() {
            return connectTimeout.plus(responseTimeout);
        }
    }

    private final Settings settings;
    private final HttpComponent ownComponent;
    private final HttpEndpoint endpoint;
    private final HttpClientConnectionManager connections;
    private final boolean ownConnections;
    private final HttpHost host;
    private final HttpClient client;
    private final DirectExchange.Target direct;
    private final RequestsInFlight inFlight;

    /**
     * Opens a transport; nothing is sent yet. The timer, owned by the caller, breaks off requests that outlast both timeouts.
     * Throws what Camel HTTP throws at settings that it refuses.
     */
    public HttpTransport(CamelContext context, Settings settings, ScheduledExecutorService timer) throws Exception {
        this(context, settings, timer, System::nanoTime);
    }

    HttpTransport(CamelContext context, Settings settings, ScheduledExecutorService timer, LongSupplier nanoTime)
            throws Exception {
        this.settings = settings;
        ownComponent = settings.httpComponent() == null ? ownComponent(context, settings) : null;
        HttpComponent component = ownComponent == null ? settings.httpComponent() : ownComponent;
        Proxy proxy = Proxy.of(context, settings, ownComponent);
        // a subclass may make connections in a way of its own
        ownConnections = component.getClientConnectionManager() == null
                && component.getClass().equals(HttpComponent.class);
        HttpClientConnectionManager quiet =
                ownConnections ? QuietConnections.manager(context, component, settings) : null;
        if (ownComponent != null) {
            ownComponent.setClientConnectionManager(quiet);
        }
        // an endpoint from the component, not from the context: it stays out of the context's registry and is ours
        endpoint = (HttpEndpoint) component.createEndpoint(settings.baseUrl() + "?" + timeouts(settings)
                + connectionCounts(component, settings) + proxy.options());
        if (ownComponent == null && ownConnections) {
            // with those of a user's component at DEBUG, the key would be in the log
            endpoint.getClientConnectionManager().close(CloseMode.IMMEDIATE);
            endpoint.setClientConnectionManager(quiet);
        }
        connections = endpoint.getClientConnectionManager();
        endpoint.setHttpClientConfigurer(careful(endpoint.getHttpClientConfigurer(), proxy));
        ServiceHelper.startService(endpoint);
        host = RoutingSupport.normalize(
                HttpHost.create(URI.create(settings.baseUrl().value())), DefaultSchemePortResolver.INSTANCE);
        client = endpoint.getHttpClient();
        direct = ownComponent != null && proxy.isNone(context) ? direct() : null;
        inFlight = new RequestsInFlight(timer, nanoTime, settings.responseTimeout());
    }

    private DirectExchange.Target direct() {
        return new DirectExchange.Target(
                connections,
                new HttpRoute(host, null, URIScheme.HTTPS.same(host.getSchemeName())),
                Timeout.of(settings.totalTimeout()),
                Timeout.of(settings.connectTimeout()),
                Timeout.of(settings.responseTimeout()));
    }

    private static HttpComponent ownComponent(CamelContext context, Settings settings) {
        HttpComponent component = new HttpComponent();
        component.setCamelContext(context);
        component.setSslContextParameters(settings.sslContextParameters());
        component.setUseGlobalSslContextParameters(settings.useGlobalSslContextParameters());
        component.setCookieManagementDisabled(true);
        component.setAuthCachingDisabled(true);
        component.setContentCompressionDisabled(true);
        component.setConnectionStateDisabled(true);
        component.setDefaultUserAgentDisabled(true);
        ServiceHelper.startService(component);
        return component;
    }

    private static String timeouts(Settings settings) {
        long response = settings.responseTimeout().toMillis();
        return "connectTimeout=" + settings.connectTimeout().toMillis() + "&responseTimeout=" + response + "&soTimeout="
                + response + "&connectionRequestTimeout="
                + settings.totalTimeout().toMillis();
    }

    /** A request that waits for a connection would look like a server that does not answer. */
    private static String connectionCounts(HttpComponent component, Settings settings) {
        int count = settings.maxConcurrentRequests();
        return "&maxTotalConnections=" + Math.max(count, component.getMaxTotalConnections()) + "&connectionsPerRoute="
                + Math.max(count, component.getConnectionsPerRoute());
    }

    /** The key must not follow a redirect to another host, and HttpClient's own retries sleep through Retry-After. */
    private static HttpClientConfigurer careful(HttpClientConfigurer users, Proxy proxy) {
        return builder -> {
            proxy.configure(builder);
            if (users != null) {
                users.configureHttpClient(builder);
            }
            builder.disableRedirectHandling().disableAutomaticRetries();
        };
    }

    /** Sends a request once and returns the answer when its head is there. The caller closes it. */
    ClassicHttpResponse send(DuneRequest request) throws IOException {
        return direct == null ? client.executeOpen(host, request, null) : direct.send(request);
    }

    Settings settings() {
        return settings;
    }

    RequestsInFlight inFlight() {
        return inFlight;
    }

    /** Closes connections that no request uses: after a restart of the server all of them are likely to be dead. */
    void closeIdleConnections() {
        if (connections instanceof ConnPoolControl<?> pool) {
            pool.closeIdle(TimeValue.ZERO_MILLISECONDS);
        }
    }

    /** Breaks off requests in flight, so that no thread waits for an answer that nobody needs, and closes all connections. */
    @Override
    public void close() {
        inFlight.close();
        if (ownConnections) {
            connections.close(CloseMode.IMMEDIATE);
        }
        ServiceHelper.stopAndShutdownServices(endpoint, ownComponent);
    }
}
