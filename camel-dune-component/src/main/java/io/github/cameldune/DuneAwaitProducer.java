package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.context.PendingExchanges;
import io.github.cameldune.internal.watch.Awaiter;
import java.time.Duration;
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
        waiting.waitOn(() -> awaiter.await(
                id,
                IdSource.queryIdHint(exchange),
                Duration.ofMillis(endpoint.getAwaitTimeout()),
                new Awaiter.Callback() {
                    @Override
                    public void ended(Answer<ExecutionStatus> answer) {
                        waiting.resume(() -> StatusHeaders.writeOrFail(exchange, id, answer));
                    }

                    @Override
                    public void timedOut(String lastState, Answer<ExecutionStatus> lastError, Duration after) {
                        Exception cause = lastError == null ? null : DuneErrors.ofStatus(id.value(), lastError);
                        waiting.resume(() -> exchange.setException(
                                DuneErrors.timeout("awaitTimeout", id.value(), lastState, cause, after)));
                    }
                }));
        return false;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        awaiter = EndpointResources.awaiter(endpoint, connection());
    }
}
