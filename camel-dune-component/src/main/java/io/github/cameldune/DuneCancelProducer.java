package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.client.Answer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** {@code dune:cancel}: cancels an execution. A watch of it goes on, and sees the end. */
class DuneCancelProducer extends DuneProducer {

    private final IdSource<ExecutionId> source;

    DuneCancelProducer(DuneEndpoint endpoint, IdSource<ExecutionId> source) {
        super(endpoint);
        this.source = source;
    }

    @Override
    boolean begin(Exchange exchange, AsyncCallback callback) throws Exception {
        ExecutionId id = source.read(exchange);
        String what = "the cancellation of execution " + id;
        // left by an earlier cancellation
        exchange.getMessage().removeHeader(DuneConstants.CANCELLED);
        Work work = permit -> {
            Answer<Boolean> answer = connection().request(permit, id.value(), client -> client.cancel(id));
            return () -> {
                if (answer.isOk()) {
                    exchange.getMessage().setHeader(DuneConstants.CANCELLED, answer.value());
                } else {
                    exchange.setException(DuneErrors.of(what, id.value(), answer));
                }
            };
        };
        return request(connection().key().reads(), exchange, callback, new Request(what, id.value(), true, work));
    }
}
