package io.github.cameldune;

import io.github.cameldune.internal.client.Verdict;
import io.github.cameldune.internal.context.Connection;
import io.github.cameldune.internal.health.RequestHealth;
import io.github.cameldune.internal.watch.EventReader;
import io.github.cameldune.internal.watch.Expiry;
import io.github.cameldune.internal.watch.Transition;
import io.github.cameldune.internal.watch.WatchList;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.PollingConsumerSupport;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * {@code dune:status} for callers that take one exchange at a time: pollEnrich, poll and ConsumerTemplate. The watch list is
 * polled only while a caller waits. A transition is recorded once its exchange completed successfully; one that failed is
 * delivered again. What was seen and not taken stays unrecorded, and is found by the next call. Thread-safe.
 */
class DunePollingConsumer extends PollingConsumerSupport {

    private final DuneEndpoint endpoint;
    private Connection connection;
    private EventReader reader;

    DunePollingConsumer(DuneEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public Exchange receive() {
        return receive(null, false);
    }

    @Override
    public Exchange receive(long timeout) {
        return timeout < 0 ? receive() : timeout == 0 ? receiveNoWait() : receive(Duration.ofMillis(timeout), false);
    }

    /** Polls what is due and waits for those answers, but for no change. */
    @Override
    public Exchange receiveNoWait() {
        return receive(Duration.ofMillis(endpoint.getConfiguration().getResponseTimeout()), true);
    }

    private Exchange receive(Duration timeout, boolean oneRound) {
        Instant began = connection.context().clock().instant();
        BooleanSupplier stop = () -> !isRunAllowed()
                || isContextStopping()
                || isRefusedSince(began)
                || oneRound && reader.store().failure().isPresent();
        EventReader.Received received;
        try {
            received = reader.receive(timeout, oneRound, stop);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeCamelException("Interrupted while waiting for a transition", e);
        }
        if (received == null) {
            throwWhatWasInTheWay();
            return null;
        }
        if (received.event() instanceof Expiry expiry) {
            // to throw it is to deliver it
            received.completion().accept(null);
            throw RuntimeCamelException.wrapRuntimeCamelException(DuneErrors.of(expiry));
        }
        return exchange(received, (Transition) received.event());
    }

    private boolean isContextStopping() {
        return endpoint.getCamelContext().isStopping()
                || endpoint.getCamelContext().isStopped();
    }

    /** A key that Dune refuses is reported at once, since to wait does not help. */
    private boolean isRefusedSince(Instant began) {
        RequestHealth health = connection.health();
        return health.failure()
                        .filter(failure -> failure.answer().verdict().onKey() == Verdict.OnKey.REFUSED)
                        .isPresent()
                && health.answeredAt().filter(at -> !at.isBefore(began)).isPresent();
    }

    /** Nothing is an answer only if something could be read. */
    private void throwWhatWasInTheWay() {
        reader.store().failure().ifPresent(failure -> {
            throw failure;
        });
        if (!reader.wasAnyRead()) {
            connection.health().failure().ifPresent(failure -> {
                throw RuntimeCamelException.wrapRuntimeCamelException(DuneErrors.of(failure));
            });
        }
    }

    private Exchange exchange(EventReader.Received received, Transition transition) {
        Exchange exchange = endpoint.createExchange();
        StatusHeaders.write(exchange.getMessage(), transition);
        Recording recording = new Recording();
        recording.completion = reader.handOut(recording, received);
        exchange.getExchangeExtension().addOnCompletion(recording);
        return exchange;
    }

    /** Records the transition when the exchange, or the one that it enriched, is complete. */
    private static final class Recording extends SynchronizationAdapter {

        private Consumer<String> completion;

        @Override
        public void onComplete(Exchange exchange) {
            completion.accept(exchange.isRollbackOnly() ? "rolled back" : null);
        }

        @Override
        public void onFailure(Exchange exchange) {
            Exception cause = exchange.getException();
            completion.accept(cause == null ? "rolled back" : cause.toString());
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        connection = EndpointResources.connect(endpoint, this);
        WatchList list = EndpointResources.watchList(endpoint);
        reader = new EventReader(pool -> EndpointResources.watcherSetup(endpoint, connection, list, true, pool));
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        reader.close();
        EndpointResources.releaseWatchList(endpoint);
        connection.close();
    }
}
