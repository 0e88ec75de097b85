package io.github.cameldune;

import io.github.cameldune.client.ApiKey;
import io.github.cameldune.client.BaseUrl;
import io.github.cameldune.client.HttpDuneClient;
import io.github.cameldune.client.HttpTransport;
import io.github.cameldune.client.ObservedDuneClient;
import io.github.cameldune.client.RequestCounts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;

/**
 * The connections of a component: one transport and its threads for each set of transport options, however many
 * endpoints have them. Opened when first needed, closed with the component. Thread-safe.
 */
final class DuneConnections {

    private final DuneComponent component;
    private final Map<HttpTransport.Settings, OpenTransport> open = new HashMap<>();

    private record OpenTransport(
            HttpTransport transport, DuneConnection.Pools pools, Map<ApiKey, Reachability> reachable) {}

    DuneConnections(DuneComponent component) {
        this.component = component;
    }

    /**
     * What an endpoint needs for talking to Dune.
     *
     * @param endpoint its URI, with secrets masked
     * @param requests the endpoint's own count
     * @throws IllegalArgumentException if an option stands in the way; the message names it
     */
    synchronized DuneConnection connect(DuneConfiguration configuration, String endpoint, RequestCounts requests)
            throws Exception {
        ApiKey apiKey = new ApiKey(DuneOptions.apiKey(configuration));
        HttpTransport.Settings settings = new HttpTransport.Settings(
                BaseUrl.of(configuration.getBaseUrl(), configuration.isAllowInsecure()),
                Duration.ofMillis(configuration.getConnectTimeout()),
                Duration.ofMillis(configuration.getResponseTimeout()),
                configuration.getMaxConcurrentRequests(),
                configuration.getSslContextParameters(),
                configuration.isUseGlobalSslContextParameters(),
                configuration.getHttpComponent());
        CamelContext context = component.getCamelContext();
        SharedResources shared = SharedResources.of(context);
        OpenTransport transport = open.get(settings);
        if (transport == null) {
            transport = new OpenTransport(
                    new HttpTransport(context, settings, shared.timer()),
                    new DuneConnection.Pools(
                            ThreadPools.fixed(context, component, "DuneAsk", settings.maxConcurrentRequests()),
                            ThreadPools.fixed(context, component, "DuneProducer", settings.maxConcurrentRequests())),
                    new HashMap<>());
            open.put(settings, transport);
        }
        SharedResources.Key key = shared.key(apiKey);
        key.budget().limit(configuration.getRequestsPerMinute());
        key.monitored().usedBy(endpoint);
        Reachability reachability =
                transport.reachable().computeIfAbsent(apiKey, any -> new Reachability(shared.clock()));
        return new DuneConnection(
                new ObservedDuneClient(
                        new HttpDuneClient(transport.transport(), apiKey),
                        List.of(key.requests(), requests, reachability)),
                key.budget(),
                key.history(),
                transport.pools(),
                shared,
                reachability,
                key.monitored());
    }

    synchronized void close() {
        ExecutorServiceManager manager = component.getCamelContext().getExecutorServiceManager();
        open.values().forEach(transport -> {
            manager.shutdownGraceful(transport.pools().ask());
            manager.shutdownGraceful(transport.pools().producer());
            transport.transport().close();
        });
        open.clear();
    }
}
