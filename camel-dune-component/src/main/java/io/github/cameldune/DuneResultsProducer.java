package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** {@code dune:results}: the rows of an execution. */
class DuneResultsProducer extends DuneRowsProducer {

    private final IdSource<ExecutionId> source;

    DuneResultsProducer(DuneEndpoint endpoint, IdSource<ExecutionId> source) {
        super(endpoint);
        this.source = source;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        ExecutionId id;
        try {
            id = source.read(exchange);
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        readWhenPermitted(exchange, callback, id);
        return false;
    }
}
