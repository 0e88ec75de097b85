package io.github.cameldune;

import io.github.cameldune.internal.camel.ConsumerHealthCheck;
import io.github.cameldune.internal.camel.FailureReports;
import io.github.cameldune.internal.camel.WrappedRoute;
import io.github.cameldune.internal.health.RequestHealth;
import io.github.cameldune.internal.health.StoreHealth;
import io.github.cameldune.internal.watch.Expiry;
import io.github.cameldune.internal.watch.Watch;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * What the consumers have in common: how an event becomes an exchange and is accepted or rejected, what is reported, and a
 * health check that knows more than the last poll.
 */
abstract class DunePollConsumer extends ScheduledPollConsumer {

    private final DuneEndpoint endpoint;
    private final FailureReports reports = new FailureReports(this, this::problem);
    private WrappedRoute wrapped;

    DunePollConsumer(DuneEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    public DuneEndpoint getEndpoint() {
        return endpoint;
    }

    FailureReports reports() {
        return reports;
    }

    /** What stands in the way of polling and delivering; null when nothing does. */
    abstract Exception problem();

    /** A store that cannot be used, or else a request that failed; null when there is neither. */
    static Exception problem(StoreHealth store, Optional<RequestHealth.Failure> request) {
        return store.failure()
                .map(Exception.class::cast)
                .or(() -> request.map(DunePollConsumer::exception))
                .orElse(null);
    }

    static Exception exception(RequestHealth.Failure failure) {
        return DuneErrors.ofStatus(failure.subject(), failure.answer());
    }

    /**
     * Sends an event through the route.
     *
     * @param what the event, for messages
     * @param content writes it into the message
     * @return null if the route accepted it, else why not
     */
    String deliver(String what, Consumer<Message> content) {
        Exchange exchange = createExchange(false);
        try {
            content.accept(exchange.getMessage());
            process(exchange);
            if (!exchange.isFailed() && !exchange.isRollbackOnly()) {
                return null;
            }
            Exception cause = exchange.getException();
            reports.rejected("The route rejected " + what, exchange, cause);
            return cause == null ? "rolled back" : reason(cause);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /** Camel wraps an Error of a route in an exception that does not name it. */
    private static String reason(Exception cause) {
        return String.valueOf(
                cause instanceof CamelExecutionException && cause.getCause() != null ? cause.getCause() : cause);
    }

    private void process(Exchange exchange) {
        try {
            getProcessor().process(exchange);
        } catch (Exception | Error e) {
            // Camel lets most errors of a route through; they are reported and delivered again as exceptions are
            exchange.setException(e);
        }
    }

    /**
     * Reports to the exception handler that a watch ended without a terminal state.
     *
     * @param more writes what else the message is to say
     * @return null if the handler completed, else why not
     */
    String expired(Expiry expiry, Consumer<Message> more) {
        Exchange exchange = createExchange(false);
        try {
            Watch watch = expiry.watch();
            Message message = exchange.getMessage();
            watch.correlation().forEach(message::setHeader);
            message.setHeader(DuneConstants.EXECUTION_ID, watch.executionId().value());
            if (watch.lastState() != null) {
                message.setHeader(DuneConstants.STATE, watch.lastState());
            }
            more.accept(message);
            return reports.handle(exchange, DuneErrors.of(expiry));
        } finally {
            releaseExchange(exchange, false);
        }
    }

    @Override
    protected void doBuild() throws Exception {
        wrapped = WrappedRoute.of(this);
        if (wrapped != null) {
            setRouteId(wrapped.routeId());
        }
        setHealthCheck(new ConsumerHealthCheck(this, "consumer:" + getRouteId(), this::problem));
        super.doBuild();
    }

    /** Shows health and bean of a consumer that Camel does not know. */
    void showWrapped() {
        if (wrapped != null) {
            wrapped.show(this);
        }
    }

    void hideWrapped() {
        if (wrapped != null) {
            wrapped.hide(this);
        }
    }
}
