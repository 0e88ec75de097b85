package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** {@code dune:status} as a producer: fetches a status once. */
class DuneStatusProducer extends DuneProducer {

    private final IdSource<ExecutionId> source;

    DuneStatusProducer(DuneEndpoint endpoint, IdSource<ExecutionId> source) {
        super(endpoint);
        this.source = source;
    }

    @Override
    boolean begin(Exchange exchange, AsyncCallback callback) throws Exception {
        ExecutionId id = source.read(exchange);
        Work work = permit -> {
            Answer<ExecutionStatus> answer = connection().request(permit, id.value(), client -> client.status(id));
            return () -> StatusHeaders.writeOrFail(exchange, id, answer);
        };
        return request(
                connection().key().reads(),
                exchange,
                callback,
                new Request("the status of execution " + id, id.value(), true, work));
    }
}
