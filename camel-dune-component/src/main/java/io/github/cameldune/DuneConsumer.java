package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.context.Connection;
import io.github.cameldune.internal.management.MonitoredConsumer;
import io.github.cameldune.internal.management.WatchColumns;
import io.github.cameldune.internal.watch.Expiry;
import io.github.cameldune.internal.watch.Transition;
import io.github.cameldune.internal.watch.WatchEvent;
import io.github.cameldune.internal.watch.WatchList;
import io.github.cameldune.internal.watch.WatchSnapshot;
import io.github.cameldune.internal.watch.Watcher;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import javax.management.openmbean.TabularData;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;

/**
 * {@code dune:status} as a consumer: a {@link Watcher} polls the executions of a watch list, and each event that it delivers
 * becomes an exchange. Camel's scheduled poll looks after the watch list; polls follow their own schedule.
 */
@ManagedResource(description = "Managed Dune Consumer")
public class DuneConsumer extends DuneEventConsumer<Watcher> {

    private final DuneEndpoint endpoint;
    private volatile WatchList list;
    private volatile MonitoredConsumer monitored;

    DuneConsumer(DuneEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    Watcher newSource(Connection connected, ExecutorService deliveries) throws Exception {
        WatchList watched = EndpointResources.watchList(endpoint);
        list = watched;
        return new Watcher(
                EndpointResources.watcherSetup(endpoint, connected, watched, false, deliveries), this::deliver);
    }

    @Override
    void release() throws Exception {
        if (list != null) {
            list = null;
            EndpointResources.releaseWatchList(endpoint);
        }
    }

    @Override
    void show() throws Exception {
        super.show();
        monitored = new MonitoredConsumer(getRouteId(), endpoint.maskedUri(), list, source());
        connection().context().monitor().add(monitored);
    }

    @Override
    void hide() {
        connection().context().monitor().remove(monitored);
        monitored = null;
        super.hide();
    }

    private void deliver(WatchEvent event, Consumer<String> completion) {
        completion.accept(
                event instanceof Transition transition
                        ? deliver(
                                "the transition " + transition.eventId(),
                                message -> StatusHeaders.write(message, transition))
                        : expired((Expiry) event, message -> {}));
    }

    @ManagedAttribute(description = "Name of the watch list")
    public String getWatchList() {
        return endpoint.getConfiguration().getWatchList();
    }

    /** 0 while the consumer is stopped. */
    @ManagedAttribute(description = "Number of executions that are watched")
    public int getWatches() {
        Watcher current = source();
        return current == null ? 0 : current.size();
    }

    /** Of all watch lists of that name, since the start; 0 while the consumer is stopped. */
    @ManagedAttribute(description = "Exchanges that failed or were rolled back, whose transition is delivered again")
    public long getExchangesRejected() {
        WatchList current = list;
        return current == null ? 0 : current.counts().exchangesRejected();
    }

    /** Of all watch lists of that name, since the start; 0 while the consumer is stopped. */
    @ManagedAttribute(description = "Watches that ended by watchTimeout, or because Dune does not know the execution")
    public long getWatchesExpired() {
        WatchList current = list;
        return current == null ? 0 : current.counts().watchesExpired();
    }

    /** An ISO 8601 instant. */
    @ManagedAttribute(description = "When the pause of polls after a refused key ends; null if there is none")
    public String getPollsPausedUntil() {
        return source() == null
                ? null
                : Objects.toString(connection().key().reads().snapshot().pollsPausedUntil(), null);
    }

    @ManagedOperation(description = "The watches that are polled next, so many at most")
    public TabularData listWatches(int limit) {
        MonitoredConsumer current = monitored;
        List<WatchSnapshot> watches = current == null ? List.of() : current.watches();
        return WatchColumns.table(watches.stream().limit(Math.max(0, limit)).toList());
    }

    /**
     * As {@code dune:watch} does.
     *
     * @throws Exception an IllegalArgumentException if that is no execution id, an IllegalStateException if the list is full
     */
    @ManagedOperation(description = "Adds an execution to the watch list; false when it is watched already")
    public boolean watch(String executionId) throws Exception {
        return EndpointResources.watch(endpoint, list(), id(executionId), OptionalLong.empty(), Map.of());
    }

    @ManagedOperation(description = "Removes an execution from the watch list; false when it was not in it")
    public boolean unwatch(String executionId) {
        return list().remove(id(executionId));
    }

    @ManagedOperation(description = "Polls an execution as soon as the rate limit allows; false when it is not watched")
    public boolean pollNow(String executionId) {
        Watcher current = source();
        return current != null && current.pollNow(id(executionId));
    }

    @ManagedOperation(description = "Polls all watched executions as soon as the rate limit allows; returns how many")
    public int pollAllNow() {
        Watcher current = source();
        return current == null ? 0 : current.pollNow();
    }

    private WatchList list() {
        WatchList current = list;
        if (current == null) {
            throw new IllegalStateException("The consumer is stopped");
        }
        return current;
    }

    private static ExecutionId id(String text) {
        try {
            return IdSource.executionId("The argument executionId", text);
        } catch (InvalidExecutionIdException e) {
            // a console has no classes but the JDK's
            throw new IllegalArgumentException(e.getMessage());
        }
    }
}
