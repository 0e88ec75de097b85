package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.schedule.Permit;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * {@code dune:status} as a producer: fetches a status once. On the caller's thread when the budget has a permit; else it
 * waits for one without a thread.
 */
class DuneStatusProducer extends DefaultAsyncProducer {

    private final DuneEndpoint endpoint;
    private final ExecutionIdSource source;
    private final ProducerHealth health;
    private DuneConnection connection;
    private PendingExchanges pending;

    DuneStatusProducer(DuneEndpoint endpoint, ExecutionIdSource source) {
        super(endpoint);
        this.endpoint = endpoint;
        this.source = source;
        health = new ProducerHealth(endpoint);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        ExecutionId id;
        Optional<Permit> permit;
        try {
            id = source.read(exchange);
            permit = connection.budget().tryAcquire();
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        if (permit.isPresent()) {
            ask(exchange, id, permit.get());
            callback.done(true);
            return true;
        }
        waitForPermit(exchange, id, callback);
        return false;
    }

    private void waitForPermit(Exchange exchange, ExecutionId id, AsyncCallback callback) {
        long timeout = endpoint.getConfiguration().getBudgetTimeout();
        PendingExchanges.Pending waiting = pending.add(exchange, callback);
        waiting.waitOn(() -> connection
                .budget()
                .acquire(
                        Duration.ofMillis(timeout),
                        permit -> {
                            if (!waiting.goOn(() -> ask(exchange, id, permit))) {
                                permit.unused();
                            }
                        },
                        retryAfter -> waiting.goOn(
                                () -> exchange.setException(DuneErrors.noPermit(id, timeout, retryAfter)))));
    }

    private void ask(Exchange exchange, ExecutionId id, Permit permit) {
        try {
            StatusHeaders.writeOrFail(exchange, id, connection.ask(id, permit));
        } catch (RuntimeException e) {
            // thrown on, it would pass by the callback, and Camel would hold the exchange for under way for ever
            exchange.setException(e);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        connection = endpoint.connect();
        pending = new PendingExchanges(
                endpoint.toString(),
                connection.pools().producer(),
                connection.shared().stopSignal());
        health.start(connection);
    }

    @Override
    protected void doStop() throws Exception {
        health.stop();
        if (pending != null) {
            pending.stop();
        }
        super.doStop();
    }
}
