package io.github.cameldune;

import io.github.cameldune.client.Answer;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.watch.Awaiter;
import java.time.Duration;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * {@code dune:await}: completes an exchange, as {@code dune:status} would, once its execution is terminal. Thousands may
 * wait at once, none of them on a thread.
 */
class DuneAwaitProducer extends DefaultAsyncProducer {

    private final DuneEndpoint endpoint;
    private final ExecutionIdSource source;
    private final ProducerHealth health;
    private PendingExchanges pending;
    private Awaiter awaiter;

    DuneAwaitProducer(DuneEndpoint endpoint, ExecutionIdSource source) {
        super(endpoint);
        this.endpoint = endpoint;
        this.source = source;
        health = new ProducerHealth(endpoint);
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
        PendingExchanges.Pending waiting = pending.add(exchange, callback);
        waiting.waitOn(() -> awaiter.await(id, QueryIdHint.of(exchange), new Awaiter.Waiting() {
            @Override
            public void over(Answer answer) {
                waiting.goOn(() -> StatusHeaders.writeOrFail(exchange, id, answer));
            }

            @Override
            public void timedOut(String lastState, Duration after) {
                waiting.goOn(
                        () -> exchange.setException(WatchEnds.timeout("awaitTimeout", id.value(), lastState, after)));
            }
        }));
        return false;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        DuneConnection connection = endpoint.connect();
        pending = new PendingExchanges(
                endpoint.toString(),
                connection.pools().producer(),
                connection.shared().stopSignal());
        awaiter = new Awaiter(new Awaiter.Setup(
                connection.client(),
                connection.budget(),
                endpoint.planner(connection),
                connection.history(),
                connection.pools().ask(),
                endpoint.getConfiguration().getMaxConcurrentRequests(),
                Duration.ofMillis(endpoint.getAwaitTimeout()),
                connection.shared()::schedule,
                connection.shared().clock()));
        awaiter.open();
        health.start(connection);
    }

    @Override
    protected void doStop() throws Exception {
        health.stop();
        if (awaiter != null) {
            awaiter.close();
            pending.stop();
        }
        super.doStop();
    }
}
