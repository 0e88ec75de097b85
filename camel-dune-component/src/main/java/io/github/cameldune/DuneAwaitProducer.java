package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.context.PendingExchanges;
import io.github.cameldune.internal.watch.Awaiter;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * {@code dune:await}: completes an exchange, as {@code dune:status} would, once its execution is terminal. Thousands may wait
 * at once, none of them on a thread.
 */
class DuneAwaitProducer extends DuneProducer {

    private final DuneEndpoint endpoint;
    private final IdSource<ExecutionId> source;
    private Awaiter awaiter;

    DuneAwaitProducer(DuneEndpoint endpoint, IdSource<ExecutionId> source) {
        super(endpoint);
        this.endpoint = endpoint;
        this.source = source;
    }

    @Override
    boolean begin(Exchange exchange, AsyncCallback callback) throws Exception {
        ExecutionId id = source.read(exchange);
        PendingExchanges.Pending waiting = pending().add(exchange, callback);
        await(
                awaiter,
                waiting,
                exchange,
                id,
                IdSource.queryIdHint(exchange),
                answer -> waiting.resume(() -> StatusHeaders.writeOrFail(exchange, id, answer)));
        return false;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        awaiter = EndpointResources.awaiter(endpoint, connection());
    }
}
