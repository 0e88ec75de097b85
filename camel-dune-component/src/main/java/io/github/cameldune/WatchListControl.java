package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.management.MonitoredConsumer;
import io.github.cameldune.watch.Watch;
import io.github.cameldune.watch.WatchList;
import io.github.cameldune.watch.Watcher;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/** What can be done to the watch list that an endpoint names, by messages and by operators alike. Thread-safe. */
final class WatchListControl {

    private final DuneEndpoint endpoint;
    private final SharedResources shared;
    private final WatchList list;

    WatchListControl(DuneEndpoint endpoint) throws Exception {
        this.endpoint = endpoint;
        DuneConfiguration configuration = endpoint.getConfiguration();
        shared = SharedResources.of(endpoint.getCamelContext());
        list = shared.watchList(configuration.getWatchStore(), configuration.getWatchList());
    }

    WatchList list() {
        return list;
    }

    /** Adds an execution, unless it is being watched; false then. */
    boolean watch(ExecutionId id, OptionalLong queryId, Map<String, Object> correlation) {
        DuneConfiguration configuration = endpoint.getConfiguration();
        // a timeout of the consumer's own counts unless this endpoint was given one
        Duration timeout = endpoint.isGiven("watchTimeout") ? Duration.ofMillis(configuration.getWatchTimeout()) : null;
        Watch watch = Watch.of(id, shared.clock().instant())
                .withTimeout(timeout)
                .withQueryId(queryId.isPresent() ? queryId.getAsLong() : null)
                .withCorrelation(correlation);
        return list.add(watch, configuration.getMaxWatches(), Duration.ofMillis(configuration.getWatchStoreRefresh()));
    }

    /** Removes an execution; false when it was not in the list. */
    boolean unwatch(ExecutionId id) {
        return list.remove(id);
    }

    /** What watches the list in this Camel context; null when nothing does. */
    Watcher watcher() {
        return shared.monitor().consumer(list).map(MonitoredConsumer::watcher).orElse(null);
    }
}
