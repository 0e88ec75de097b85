package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.ratelimit.Permit;
import org.apache.camel.Exchange;

/** {@code dune:status} as a producer: fetches a status once. */
class DuneStatusProducer extends DuneRequestProducer {

    private final IdSource<ExecutionId> source;

    DuneStatusProducer(DuneEndpoint endpoint, IdSource<ExecutionId> source) {
        super(endpoint);
        this.source = source;
    }

    @Override
    Request prepare(Exchange exchange) throws Exception {
        return new StatusRequest(exchange, source.read(exchange));
    }

    private final class StatusRequest implements Request {

        private final Exchange exchange;
        private final ExecutionId id;

        private StatusRequest(Exchange exchange, ExecutionId id) {
            this.exchange = exchange;
            this.id = id;
        }

        @Override
        public String describe() {
            return "the status of execution " + id;
        }

        @Override
        public String executionId() {
            return id.value();
        }

        @Override
        public Runnable run(Permit permit) {
            Answer<ExecutionStatus> answer = connection().request(permit, id.value(), client -> client.status(id));
            return () -> StatusHeaders.writeOrFail(exchange, id, answer);
        }
    }
}
