package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
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
    private WatchListControl control;

    DuneWatchProducer(DuneEndpoint endpoint, ExecutionIdSource source) {
        super(endpoint);
        this.endpoint = endpoint;
        this.source = source;
        correlation = new CorrelationHeaders(endpoint.getCorrelationHeaders());
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        ExecutionId id = source.read(exchange);
        control.watch(id, QueryIdHint.of(exchange), correlation.of(exchange.getMessage()));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        control = endpoint.control();
    }
}
