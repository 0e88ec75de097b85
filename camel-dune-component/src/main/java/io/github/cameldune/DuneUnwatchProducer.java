package io.github.cameldune;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** {@code dune:unwatch}: removes an execution from a watch list; nothing happens when it is not in it. */
class DuneUnwatchProducer extends DefaultProducer {

    private final DuneEndpoint endpoint;
    private final ExecutionIdSource source;
    private WatchListControl control;

    DuneUnwatchProducer(DuneEndpoint endpoint, ExecutionIdSource source) {
        super(endpoint);
        this.endpoint = endpoint;
        this.source = source;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        control.unwatch(source.read(exchange));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        control = endpoint.control();
    }
}
