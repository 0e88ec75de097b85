package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.ratelimit.Permit;
import org.apache.camel.Exchange;

/** {@code dune:cancel}: cancels an execution. A watch of it goes on, and sees the end. */
class DuneCancelProducer extends DuneRequestProducer {

    private final IdSource<ExecutionId> source;

    DuneCancelProducer(DuneEndpoint endpoint, IdSource<ExecutionId> source) {
        super(endpoint);
        this.source = source;
    }

    @Override
    Request prepare(Exchange exchange) throws Exception {
        ExecutionId id = source.read(exchange);
        // of an earlier execution
        exchange.getMessage().removeHeader(DuneConstants.CANCELLED);
        return new Cancel(exchange, id);
    }

    private final class Cancel implements Request {

        private final Exchange exchange;
        private final ExecutionId id;

        private Cancel(Exchange exchange, ExecutionId id) {
            this.exchange = exchange;
            this.id = id;
        }

        @Override
        public String describe() {
            return "the cancellation of execution " + id;
        }

        @Override
        public String executionId() {
            return id.value();
        }

        @Override
        public Runnable run(Permit permit) {
            Answer<Boolean> answer = connection().request(permit, id.value(), client -> client.cancel(id));
            return () -> {
                if (answer.isOk()) {
                    exchange.getMessage().setHeader(DuneConstants.CANCELLED, answer.value());
                } else {
                    exchange.setException(DuneErrors.of(describe(), id.value(), answer));
                }
            };
        }
    }
}
