package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.camel.CorrelationHeaders;
import io.github.cameldune.internal.watch.WatchList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code dune:watch} and {@code dune:unwatch}: adds an execution to a watch list, or removes it. Body and headers of the message
 * stay as they are, but for the header that says whether a watch was added.
 */
class DuneWatchProducer extends DefaultProducer {

    private static final Logger LOG = LoggerFactory.getLogger(DuneWatchProducer.class);

    private final DuneEndpoint endpoint;
    private final IdSource<ExecutionId> source;
    private final CorrelationHeaders correlation;
    private final AtomicBoolean warned = new AtomicBoolean();
    private WatchList list;

    DuneWatchProducer(DuneEndpoint endpoint, IdSource<ExecutionId> source) {
        super(endpoint);
        this.endpoint = endpoint;
        this.source = source;
        correlation = new CorrelationHeaders(endpoint.getCorrelationHeaders());
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        ExecutionId id = source.read(exchange);
        if (endpoint.getOperation() == DuneOperation.unwatch) {
            list.remove(id);
            return;
        }
        Message message = exchange.getMessage();
        boolean added =
                EndpointResources.watch(endpoint, list, id, IdSource.queryIdHint(exchange), correlation.of(message));
        message.setHeader(DuneConstants.WATCH_ADDED, added);
        warnIfNothingWatches();
    }

    /** No other process can watch a list in memory. */
    private void warnIfNothingWatches() {
        if (endpoint.getConfiguration().getWatchStore() == null
                && !list.isConsumed()
                && endpoint.getCamelContext().isStarted()
                && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "The watch list '{}' is in memory, and no dune:status consumer of this Camel context watches it: write one"
                            + " with watchList={}, or name a watchStore that another process watches",
                    list.name(),
                    list.name());
        }
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
