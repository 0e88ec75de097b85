package io.github.cameldune.client;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * The HTTP client as Camel HTTP configures it (TLS, proxies, pool, timeouts), without Camel HTTP's producer: that one
 * lets message headers decide where a request goes. Shared by all endpoints with equal {@link Settings}; thread-safe.
 */
public final class HttpTransport implements AutoCloseable {

    /**
     * What tells one transport from another.
     *
     * @param baseUrl where Dune's API is
     * @param connectTimeout for the connection, positive
     * @param responseTimeout for the answer once connected, positive
     * @param maxConcurrentRequests how many requests may be under way at a time, positive
     * @param sslContextParameters for TLS; null for the JVM's defaults
     * @param useGlobalSslContextParameters whether those of the Camel context apply
     * @param httpComponent a user's Camel HTTP component, which then decides on TLS, proxy and pool; null for one of
     *     our own
     */
    public record Settings(
            BaseUrl baseUrl,
            Duration connectTimeout,
            Duration responseTimeout,
            int maxConcurrentRequests,
            SSLContextParameters sslContextParameters,
            boolean useGlobalSslContextParameters,
            HttpComponent httpComponent) {}

    private final Settings settings;
    private final HttpComponent ownComponent;
    private final HttpEndpoint endpoint;
    private final Semaphore slots;
    private final ScheduledExecutorService deadlines;

    /**
     * Opens a transport; nothing is sent yet.
     *
     * @param context the Camel context that Camel HTTP lives in
     * @param settings not null
     * @param deadlines cuts requests that outlast both timeouts; owned by the caller
     * @throws Exception if Camel HTTP refuses the settings
     */
    public HttpTransport(CamelContext context, Settings settings, ScheduledExecutorService deadlines) throws Exception {
        this.settings = settings;
        this.deadlines = deadlines;
        slots = new Semaphore(settings.maxConcurrentRequests());
        ownComponent = settings.httpComponent() == null ? ownComponent(context, settings) : null;
        // an endpoint from the component, not from the context: it stays out of the context's registry and is ours
        HttpComponent component = ownComponent == null ? settings.httpComponent() : ownComponent;
        endpoint = (HttpEndpoint) component.createEndpoint(settings.baseUrl() + "?connectTimeout="
                + settings.connectTimeout().toMillis() + "&responseTimeout="
                + settings.responseTimeout().toMillis() + "&soTimeout="
                + settings.responseTimeout().toMillis());
        endpoint.setHttpClientConfigurer(careful(endpoint.getHttpClientConfigurer()));
        ServiceHelper.startService(endpoint);
    }

    private static HttpComponent ownComponent(CamelContext context, Settings settings) {
        HttpComponent component = new QuietHttpComponent();
        component.setCamelContext(context);
        component.setSslContextParameters(settings.sslContextParameters());
        component.setUseGlobalSslContextParameters(settings.useGlobalSslContextParameters());
        component.setMaxTotalConnections(settings.maxConcurrentRequests());
        component.setConnectionsPerRoute(settings.maxConcurrentRequests());
        component.setCookieManagementDisabled(true);
        component.setAuthCachingDisabled(true);
        component.setContentCompressionDisabled(true);
        component.setConnectionStateDisabled(true);
        component.setDefaultUserAgentDisabled(true);
        ServiceHelper.startService(component);
        return component;
    }

    /** The key must not follow a redirect to another host, and HttpClient's own retries sleep through Retry-After. */
    private static HttpClientConfigurer careful(HttpClientConfigurer users) {
        return builder -> {
            if (users != null) {
                users.configureHttpClient(builder);
            }
            builder.disableRedirectHandling().disableAutomaticRetries();
        };
    }

    HttpClient client() {
        return endpoint.getHttpClient();
    }

    Settings settings() {
        return settings;
    }

    Semaphore slots() {
        return slots;
    }

    ScheduledExecutorService deadlines() {
        return deadlines;
    }

    @Override
    public void close() {
        ServiceHelper.stopAndShutdownServices(endpoint, ownComponent);
    }
}
