package io.github.cameldune;

import io.github.cameldune.management.MonitoredConsumer;
import io.github.cameldune.watch.Condition;
import io.github.cameldune.watch.StateSelection;
import io.github.cameldune.watch.Transition;
import io.github.cameldune.watch.WatchCounts;
import io.github.cameldune.watch.WatchEnd;
import io.github.cameldune.watch.WatchList;
import io.github.cameldune.watch.WatchSink;
import io.github.cameldune.watch.Watcher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import javax.management.openmbean.TabularData;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.BridgeExceptionHandlerToErrorHandler;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code dune:status} as a consumer: each poll makes the watcher ask about what is due; the transitions that it finds
 * become exchanges on threads of their own.
 */
@ManagedResource(description = "Managed Dune Consumer")
public class DuneConsumer extends ScheduledPollConsumer implements WatchSink {

    private static final Logger LOG = LoggerFactory.getLogger(DuneConsumer.class);

    private final DuneEndpoint endpoint;
    private volatile Watcher watcher;
    private volatile WatchList list;
    private ExecutorService deliveryPool;
    private ExecutorService storePool;
    private MonitoredConsumer monitored;
    private WrappedRoute wrapped;

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
        wrapped = WrappedRoute.of(this);
        if (wrapped != null) {
            setRouteId(wrapped.routeId());
        }
        setHealthCheck(new DuneConsumerHealthCheck(this, "consumer:" + getRouteId()));
        super.doBuild();
    }

    @Override
    protected void doStart() throws Exception {
        watcher = createWatcher();
        try {
            watcher.open();
            super.doStart();
            show();
        } catch (Exception e) {
            // a service that failed to start is not stopped
            watcher.close();
            watcher = null;
            endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(deliveryPool);
            endpoint.getCamelContext().getExecutorServiceManager().shutdown(storePool);
            throw e;
        }
    }

    private void show() throws Exception {
        if (wrapped != null) {
            wrapped.show(getHealthCheck());
        }
        monitored = new MonitoredConsumer(getRouteId(), endpoint.maskedUri(), list, watcher);
        SharedResources.of(endpoint.getCamelContext()).monitor().add(monitored);
    }

    private void hide() throws Exception {
        SharedResources.of(endpoint.getCamelContext()).monitor().remove(monitored);
        if (wrapped != null) {
            wrapped.hide(getHealthCheck());
        }
    }

    private Watcher createWatcher() throws Exception {
        DuneConfiguration configuration = endpoint.getConfiguration();
        DuneConnection connection = endpoint.connect();
        list = endpoint.control().list();
        deliveryPool = ThreadPools.fixed(
                endpoint.getCamelContext(), this, endpoint.toString(), endpoint.getConcurrentConsumers());
        storePool = ThreadPools.fixed(endpoint.getCamelContext(), this, "DuneStore", 1);
        return new Watcher(
                new Watcher.Setup(
                        list,
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
            hide();
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

    /**
     * Which watch list it watches.
     *
     * @return the option {@code watchList}
     */
    @ManagedAttribute(description = "Name of the watch list")
    public String getWatchList() {
        return endpoint.getConfiguration().getWatchList();
    }

    /**
     * How many executions are being watched.
     *
     * @return 0 while it is stopped
     */
    @ManagedAttribute(description = "Number of executions that are being watched")
    public int getWatches() {
        Watcher current = watcher;
        return current == null ? 0 : current.size();
    }

    /**
     * How many transitions were seen since the Camel context was started.
     *
     * @return columns {@code name}, a state without {@code QUERY_STATE_}, and {@code count}
     */
    @ManagedAttribute(description = "Transitions seen, by the state after")
    public TabularData getTransitionsByState() {
        return ManagedTables.counts(counts(WatchCounts::transitions, Map.of()));
    }

    /**
     * How many exchanges were begun since the Camel context was started.
     *
     * @return those of repeated deliveries counted too
     */
    @ManagedAttribute(description = "Exchanges begun, those of repeated deliveries counted too")
    public long getExchangesBegun() {
        return counts(WatchCounts::exchanges, 0L);
    }

    /**
     * How many of them failed or were rolled back.
     *
     * @return at least 0
     */
    @ManagedAttribute(description = "Exchanges that failed or were rolled back, whose transition is delivered again")
    public long getExchangesNotTaken() {
        return counts(WatchCounts::exchangesFailed, 0L);
    }

    /**
     * How many watches ended without a terminal state.
     *
     * @return at least 0
     */
    @ManagedAttribute(description = "Watches that ended by watchTimeout, or because Dune does not know the execution")
    public long getWatchesGivenUp() {
        return counts(WatchCounts::watchesGivenUp, 0L);
    }

    /**
     * The mean time from the end of an execution until it was seen.
     *
     * @return milliseconds; -1 before the first
     */
    @ManagedAttribute(description = "Mean time from the end of an execution until it was seen, in milliseconds")
    public long getDetectionDelayMeanMillis() {
        return counts(all -> all.delays().mean().map(Duration::toMillis).orElse(-1L), -1L);
    }

    /**
     * The longest time from the end of an execution until it was seen.
     *
     * @return milliseconds; -1 before the first
     */
    @ManagedAttribute(description = "Longest time from the end of an execution until it was seen, in milliseconds")
    public long getDetectionDelayLongestMillis() {
        return counts(all -> all.delays().longest().map(Duration::toMillis).orElse(-1L), -1L);
    }

    private <T> T counts(Function<WatchCounts, T> which, T none) {
        WatchList current = list;
        return current == null ? none : which.apply(current.counts());
    }

    /**
     * The watches that are due first.
     *
     * @param limit how many at most
     * @return one row for each
     */
    @ManagedOperation(description = "The watches: those that are due first, so many at most")
    public TabularData listWatches(int limit) {
        Watcher current = watcher;
        return ManagedTables.watches(current == null ? List.of() : current.snapshots(), Math.max(0, limit));
    }

    /**
     * As {@link ManagedDuneEndpoint#watch}.
     *
     * @param executionId the execution
     * @return false when it is being watched already
     * @throws Exception as there
     */
    @ManagedOperation(description = "Adds an execution to the watch list; false when it is being watched already")
    public boolean watch(String executionId) throws Exception {
        return endpoint.watch(executionId);
    }

    /**
     * As {@link ManagedDuneEndpoint#unwatch}.
     *
     * @param executionId the execution
     * @return false when it was not in the list
     * @throws Exception as there
     */
    @ManagedOperation(description = "Removes an execution from the watch list; false when it was not in it")
    public boolean unwatch(String executionId) throws Exception {
        return endpoint.unwatch(executionId);
    }

    /**
     * As {@link ManagedDuneEndpoint#askNow}.
     *
     * @param executionId the execution
     * @return false when it is not being watched
     * @throws Exception as there
     */
    @ManagedOperation(
            description = "Asks about an execution as soon as the budget allows; false when it is not watched")
    public boolean askNow(String executionId) throws Exception {
        return endpoint.askNow(executionId);
    }

    /**
     * As {@link ManagedDuneEndpoint#askAllNow}.
     *
     * @return how many
     * @throws Exception as there
     */
    @ManagedOperation(description = "Asks about all watched executions as soon as the budget allows; returns how many")
    public int askAllNow() throws Exception {
        return endpoint.askAllNow();
    }
}
