package io.github.cameldune.client;

import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;

/** Camel HTTP as it is, with connections that never log what they send. */
final class QuietHttpComponent extends HttpComponent {

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
        manager.setMaxTotal(maxTotal > 0 ? maxTotal : getMaxTotalConnections());
        manager.setDefaultMaxPerRoute(maxPerRoute > 0 ? maxPerRoute : getConnectionsPerRoute());
        manager.setDefaultSocketConfig(socketConfig);
        return manager;
    }
}
