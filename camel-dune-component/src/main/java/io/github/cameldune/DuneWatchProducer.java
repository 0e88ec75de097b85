package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.watch.Watch;
import io.github.cameldune.watch.WatchList;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * {@code dune:watch}: adds an execution to a watch list. The message stays as it is, so that a route goes on with what
 * it was about.
 */
class DuneWatchProducer extends DefaultProducer {

    private final DuneEndpoint endpoint;
    private final ExecutionIdSource source;
    private final CorrelationHeaders correlation;
    private WatchList list;
    private InstantSource clock;

    DuneWatchProducer(DuneEndpoint endpoint, ExecutionIdSource source) {
        super(endpoint);
        this.endpoint = endpoint;
        this.source = source;
        correlation = new CorrelationHeaders(endpoint.getCorrelationHeaders());
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        ExecutionId id = source.read(exchange);
        DuneConfiguration configuration = endpoint.getConfiguration();
        // a timeout of the consumer's own counts unless this endpoint was given one
        Duration timeout = endpoint.isGiven("watchTimeout") ? Duration.ofMillis(configuration.getWatchTimeout()) : null;
        Watch watch = Watch.of(id, clock.instant())
                .withTimeout(timeout)
                .withCorrelation(correlation.of(exchange.getMessage()));
        list.add(watch, configuration.getMaxWatches(), Duration.ofMillis(configuration.getWatchStoreRefresh()));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        DuneConfiguration configuration = endpoint.getConfiguration();
        SharedResources shared = SharedResources.of(endpoint.getCamelContext());
        clock = shared.clock();
        list = shared.watchList(configuration.getWatchStore(), configuration.getWatchList());
    }
}
