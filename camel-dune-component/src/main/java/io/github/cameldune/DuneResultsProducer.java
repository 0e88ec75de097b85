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
    boolean begin(Exchange exchange, AsyncCallback callback) throws Exception {
        readWhenPermitted(exchange, callback, source.read(exchange));
        return false;
    }
}
