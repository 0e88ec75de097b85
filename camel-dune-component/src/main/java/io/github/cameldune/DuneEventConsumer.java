package io.github.cameldune;

import io.github.cameldune.internal.camel.ConsumerHealthCheck;
import io.github.cameldune.internal.camel.FailureReports;
import io.github.cameldune.internal.camel.WrappedRoute;
import io.github.cameldune.internal.context.Connection;
import io.github.cameldune.internal.context.ThreadPools;
import io.github.cameldune.internal.health.RequestHealth;
import io.github.cameldune.internal.watch.EventSource;
import io.github.cameldune.internal.watch.Expiry;
import io.github.cameldune.internal.watch.Watch;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * What the consumers have in common: start and stop of the {@link EventSource}, how an event becomes an exchange and is
 * accepted or rejected, what is reported, and a health check that knows more than the last poll.
 *
 * @param <S> what finds the events
 */
abstract class DuneEventConsumer<S extends EventSource> extends ScheduledPollConsumer {

    private final DuneEndpoint endpoint;
    private final FailureReports reports = new FailureReports(this, this::problem);
    private WrappedRoute wrapped;
    private Connection connection;
    private ExecutorService deliveryPool;

    /** Null while the consumer is stopped. */
    private volatile S source;

    DuneEventConsumer(DuneEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    public DuneEndpoint getEndpoint() {
        return endpoint;
    }

    /** What finds the events; null while the consumer is stopped. */
    S source() {
        return source;
    }

    Connection connection() {
        return connection;
    }

    /** Makes what finds the events; what that takes is given back by {@link #release}. */
    abstract S newSource(Connection connected, ExecutorService deliveries) throws Exception;

    /** Gives back what {@link #newSource} took, also after that failed half-way. */
    abstract void release() throws Exception;

    @Override
    protected int poll() throws Exception {
        // the scheduler does not wait for a poll in flight when the route is stopped
        S current = source;
        if (current == null) {
            return 0;
        }
        current.tick();
        reports.report(connection.context().clock());
        return current.takeEmitted();
    }

    /** What stands in the way of polling and delivering: the store, or else a request that failed; null when nothing does. */
    private Exception problem() {
        S current = source;
        return current == null
                ? null
                : current.store()
                        .failure()
                        .map(Exception.class::cast)
                        .or(() -> failedRequest(current).map(DuneErrors::of))
                        .orElse(null);
    }

    Optional<RequestHealth.Failure> failedRequest(S current) {
        return connection.health().failure();
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
            StatusHeaders.set(message, DuneConstants.STATE, watch.lastState());
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

    @Override
    protected void doStart() throws Exception {
        connection = EndpointResources.connect(endpoint, this);
        try {
            deliveryPool = ThreadPools.fixed(
                    endpoint.getCamelContext(), this, endpoint.toString(), endpoint.getConcurrentConsumers());
            source = newSource(connection, deliveryPool);
            source.open();
            super.doStart();
            show();
        } catch (Exception e) {
            // a service that failed to start is not stopped
            end();
            throw e;
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        S current = source;
        if (current != null) {
            current.pause();
        }
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        S current = source;
        if (current != null) {
            current.open();
        }
    }

    @Override
    protected void doStop() throws Exception {
        S current = source;
        if (current != null) {
            hide();
            current.pause();
            // first the exchanges in flight, which end and are recorded: to stop the consumer stops the route's error
            // handler
            endpoint.getCamelContext().getExecutorServiceManager().shutdownGraceful(deliveryPool);
        }
        super.doStop();
        if (current != null) {
            end();
        }
    }

    private void end() throws Exception {
        S current = source;
        source = null;
        if (current != null) {
            current.close();
        }
        release();
        if (deliveryPool != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdown(deliveryPool);
        }
        connection.close();
    }

    /** Shows health and bean of a consumer that Camel does not know. */
    void show() throws Exception {
        if (wrapped != null) {
            wrapped.show(this);
        }
    }

    void hide() {
        if (wrapped != null) {
            wrapped.hide(this);
        }
    }
}
