package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.watch.WatchList;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** {@code dune:unwatch}: removes an execution from a watch list; nothing happens when it is not in it. */
class DuneUnwatchProducer extends DefaultProducer {

    private final DuneEndpoint endpoint;
    private final IdSource<ExecutionId> source;
    private WatchList list;

    DuneUnwatchProducer(DuneEndpoint endpoint, IdSource<ExecutionId> source) {
        super(endpoint);
        this.endpoint = endpoint;
        this.source = source;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        list.remove(source.read(exchange));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        list = EndpointResources.watchList(endpoint);
    }

    @Override
    protected void doStop() throws Exception {
        if (list != null) {
            list = null;
            EndpointResources.releaseWatchList(endpoint);
        }
        super.doStop();
    }
}
