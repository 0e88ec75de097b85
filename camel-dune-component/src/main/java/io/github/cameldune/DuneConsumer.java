package io.github.cameldune;

import io.github.cameldune.watch.Condition;
import io.github.cameldune.watch.StateSelection;
import io.github.cameldune.watch.Transition;
import io.github.cameldune.watch.WatchEnd;
import io.github.cameldune.watch.WatchSink;
import io.github.cameldune.watch.Watcher;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.BridgeExceptionHandlerToErrorHandler;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code dune:status} as a consumer: each poll makes the watcher ask about what is due; the transitions that it finds
 * become exchanges on threads of their own.
 */
class DuneConsumer extends ScheduledPollConsumer implements WatchSink {

    private static final Logger LOG = LoggerFactory.getLogger(DuneConsumer.class);

    private final DuneEndpoint endpoint;
    private volatile Watcher watcher;
    private ExecutorService deliveryPool;
    private ExecutorService storePool;

    DuneConsumer(DuneEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected int poll() throws Exception {
        // the scheduler does not wait for a poll under way when the route is stopped
        Watcher current = watcher;
        if (current == null) {
            return 0;
        }
        // before this poll asks again: an answer that comes at once would hide what the last poll's requests met
        Condition.Failure failure = current.condition().takeFailure().orElse(null);
        current.tick();
        if (failure != null) {
            throw DuneErrors.of(failure.id(), failure.answer());
        }
        return current.takeEmitted();
    }

    @Override
    public boolean deliver(Transition transition) {
        Exchange exchange = createExchange(false);
        try {
            TransitionMessage.write(exchange.getMessage(), transition);
            process(exchange);
            if (exchange.isFailed() || exchange.isRollbackOnly()) {
                reportUndelivered(exchange, transition);
                return false;
            }
            return true;
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void process(Exchange exchange) {
        try {
            getProcessor().process(exchange);
        } catch (Exception | Error e) {
            // Camel lets most errors of a route through; they are reported and delivered again as exceptions are
            exchange.setException(e);
        }
    }

    private void reportUndelivered(Exchange exchange, Transition transition) {
        String message =
                "The route did not take the transition " + transition.eventId() + "; it will be delivered again";
        ExceptionHandler handler = getExceptionHandler();
        if (exchange.getException() == null || handler instanceof BridgeExceptionHandlerToErrorHandler) {
            // the route's error handler had it already, and would be told of its own failure
            LOG.warn("{}: {}", message, exchange.getException() == null ? "rolled back" : exchange.getException());
        } else {
            handler.handleException(message, exchange, exchange.getException());
        }
    }

    @Override
    public void ended(WatchEnd end) {
        Exception cause = WatchEnds.exception(end);
        Exchange exchange = createExchange(false);
        try {
            TransitionMessage.writeEnd(exchange.getMessage(), end);
            getExceptionHandler().handleException(cause.getMessage(), exchange, cause);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /** What stands in the way of watching; null when nothing does. */
    Exception problem() {
        Watcher current = watcher;
        if (current == null) {
            return null;
        }
        Condition condition = current.condition();
        return condition
                .storeFailure()
                .map(Exception.class::cast)
                .or(() -> condition.failure().map(failure -> DuneErrors.of(failure.id(), failure.answer())))
                .orElse(null);
    }

    @Override
    protected void doBuild() throws Exception {
        setHealthCheck(new DuneConsumerHealthCheck(this, "consumer:" + getRouteId()));
        super.doBuild();
    }

    @Override
    protected void doStart() throws Exception {
        watcher = createWatcher();
        try {
            watcher.open();
            super.doStart();
        } catch (Exception e) {
            // a service that failed to start is not stopped
            watcher.close();
            watcher = null;
            endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(deliveryPool);
            endpoint.getCamelContext().getExecutorServiceManager().shutdown(storePool);
            throw e;
        }
    }

    private Watcher createWatcher() throws Exception {
        DuneConfiguration configuration = endpoint.getConfiguration();
        DuneConnection connection = endpoint.getComponent().connections().connect(configuration);
        deliveryPool = ThreadPools.fixed(
                endpoint.getCamelContext(), this, endpoint.toString(), endpoint.getConcurrentConsumers());
        storePool = ThreadPools.fixed(endpoint.getCamelContext(), this, "DuneStore", 1);
        return new Watcher(
                new Watcher.Setup(
                        connection.shared().watchList(configuration.getWatchStore(), configuration.getWatchList()),
                        endpoint.watchedFromTheStart(),
                        StateSelection.parse(endpoint.getStates()),
                        connection.client(),
                        connection.budget(),
                        endpoint.planner(connection),
                        connection.history(),
                        connection.pools().ask(),
                        configuration.getMaxConcurrentRequests(),
                        storePool,
                        deliveryPool,
                        endpoint.errorBackoff(),
                        Duration.ofMillis(endpoint.delayMillis()),
                        Duration.ofMillis(configuration.getWatchTimeout()),
                        Duration.ofMillis(configuration.getWatchStoreRefresh()),
                        connection.shared().clock()),
                this);
    }

    @Override
    protected void doSuspend() throws Exception {
        watcher.pause();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        watcher.open();
    }

    @Override
    protected void doStop() throws Exception {
        if (watcher != null) {
            watcher.pause();
            super.doStop();
            // lets exchanges under way end and be recorded; the list is free for another consumer only then
            endpoint.getCamelContext().getExecutorServiceManager().shutdownGraceful(deliveryPool);
            // not waited for, nor interrupted, which would close the file of an embedded database
            endpoint.getCamelContext().getExecutorServiceManager().shutdown(storePool);
            watcher.close();
            watcher = null;
        }
    }
}
