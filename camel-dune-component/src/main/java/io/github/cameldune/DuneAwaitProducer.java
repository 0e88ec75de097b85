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
class DuneAwaitProducer extends DuneConnectedProducer {

    private final DuneEndpoint endpoint;
    private final IdSource<ExecutionId> source;
    private Awaiter awaiter;

    DuneAwaitProducer(DuneEndpoint endpoint, IdSource<ExecutionId> source) {
        super(endpoint);
        this.endpoint = endpoint;
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
