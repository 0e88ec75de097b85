package io.github.cameldune.client;

import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;

/**
 * Camel HTTP as it is, with connections that never log what they send. Camel HTTP makes its connection manager in one of two
 * methods: which one depends on its version, and the other is then not called.
 */
final class QuietHttpComponent extends HttpComponent {

    /**
     * HttpClient's two seconds let the first request after a restart of what is in front of Dune go to a connection that is
     * closed, and it is not sent again. The look takes a millisecond, and only where a connection was idle.
     */
    private static final TimeValue LOOKED_AT_AFTER = TimeValue.ofMilliseconds(10);

    @Override
    @SuppressWarnings("deprecation") // Camel HTTP 4.18 itself configures TLS through this registry
    protected HttpClientConnectionManager createConnectionManager(
            Registry<ConnectionSocketFactory> registry, int maxTotal, int maxPerRoute, SocketConfig socketConfig) {
        PoolingHttpClientConnectionManager manager = new PoolingHttpClientConnectionManager(
                registry,
                PoolConcurrencyPolicy.STRICT,
                PoolReusePolicy.LIFO,
                TimeValue.ofMilliseconds(getConnectionTimeToLive()),
                socket -> new QuietConnection());
        manager.setDefaultConnectionConfig(ConnectionConfig.custom()
                .setValidateAfterInactivity(LOOKED_AT_AFTER)
                .build());
        return limited(manager, maxTotal, maxPerRoute, socketConfig);
    }

    /**
     * Overrides that of newer versions of Camel HTTP, such as 4.22; 4.18 has none of these parameters, so that the compiler
     * cannot check it. Without it such a version would make connections that log the API key.
     *
     * @param tls how Camel HTTP has configured TLS
     * @param maxTotal how many connections; 0 for the component's
     * @param maxPerRoute how many to one host; 0 for the component's
     * @param socketConfig of each connection
     * @return a new one
     */
    protected HttpClientConnectionManager createConnectionManager(
            TlsSocketStrategy tls, int maxTotal, int maxPerRoute, SocketConfig socketConfig) {
        PoolingHttpClientConnectionManager manager = PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(tls)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
                .setConnPoolPolicy(PoolReusePolicy.LIFO)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setTimeToLive(TimeValue.ofMilliseconds(getConnectionTimeToLive()))
                        .setValidateAfterInactivity(LOOKED_AT_AFTER)
                        .build())
                .setConnectionFactory(socket -> new QuietConnection())
                .build();
        return limited(manager, maxTotal, maxPerRoute, socketConfig);
    }

    private HttpClientConnectionManager limited(
            PoolingHttpClientConnectionManager manager, int maxTotal, int maxPerRoute, SocketConfig socketConfig) {
        manager.setMaxTotal(maxTotal > 0 ? maxTotal : getMaxTotalConnections());
        manager.setDefaultMaxPerRoute(maxPerRoute > 0 ? maxPerRoute : getConnectionsPerRoute());
        manager.setDefaultSocketConfig(socketConfig);
        return manager;
    }
}
