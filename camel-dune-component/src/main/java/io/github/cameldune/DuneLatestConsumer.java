package io.github.cameldune;

import io.github.cameldune.internal.context.Connection;
import io.github.cameldune.internal.health.RequestHealth;
import io.github.cameldune.internal.latest.LatestQueries;
import io.github.cameldune.internal.schedule.ErrorBackoff;
import io.github.cameldune.internal.watch.Expiry;
import io.github.cameldune.internal.watch.Transition;
import io.github.cameldune.internal.watch.Watch;
import io.github.cameldune.internal.watch.WatchEvent;
import io.github.cameldune.watch.store.WatchStore;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * {@code dune:latest} as a consumer: each new execution that is the latest of a query becomes an exchange once it has ended.
 * Camel's scheduler says when all queries are polled.
 */
class DuneLatestConsumer extends DuneEventConsumer<LatestQueries> {

    /** Less than a health check remembers a failure for. */
    private static final Duration LONGEST_POLL_BACKOFF = Duration.ofMinutes(4);

    private final DuneEndpoint endpoint;
    private final Set<Long> queryIds;
    private Runnable unclaim;

    DuneLatestConsumer(DuneEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        queryIds = DuneOptions.queryIds(endpoint.getQueryIds());
    }

    private String deliver(WatchEvent event) {
        long queryId = event.watch().queryId();
        return event instanceof Transition transition
                ? deliver(
                        "the latest execution " + transition.watch().executionId() + " of query " + queryId,
                        message -> write(message, transition))
                : expired((Expiry) event, message -> message.setHeader(DuneConstants.QUERY_ID, queryId));
    }

    private static void write(Message message, Transition transition) {
        Watch watch = transition.watch();
        StatusHeaders.write(message, transition);
        // also where the answer does not name it
        message.setHeader(DuneConstants.QUERY_ID, watch.queryId());
        message.setHeader(DuneConstants.EVENT_ID, watch.queryId() + ":" + watch.executionId());
    }

    @Override
    Optional<RequestHealth.Failure> failedRequest(LatestQueries current) {
        return super.failedRequest(current).or(current::failure);
    }

    @Override
    LatestQueries newSource(Connection connected, ExecutorService deliveries) {
        WatchStore store =
                connected.context().storeOrMemory(endpoint.getConfiguration().getWatchStore());
        unclaim = connected.context().claimLatest(store, recordList(), queryIds);
        return new LatestQueries(setup(connected, store, deliveries), this::deliver);
    }

    @Override
    void release() {
        if (unclaim != null) {
            unclaim.run();
            unclaim = null;
        }
    }

    /** The name of the records in the store: endpoints with different watch lists do not see each other's. */
    private String recordList() {
        return "dune:latest:" + endpoint.getConfiguration().getWatchList();
    }

    private LatestQueries.Setup setup(Connection connection, WatchStore store, ExecutorService deliveries) {
        return new LatestQueries.Setup(
                queryIds,
                store,
                recordList(),
                connection.client(),
                connection.key().reads(),
                connection.context().threads().requestPool(),
                deliveries,
                EndpointResources.awaiter(endpoint, connection),
                connection.context().threads(),
                new ErrorBackoff(Duration.ofSeconds(1), LONGEST_POLL_BACKOFF),
                EndpointResources.backoff(endpoint),
                Duration.ofMillis(endpoint.getConfiguration().getWatchTimeout()),
                connection.key().rowCounts(),
                connection.context().clock());
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        LatestQueries current = source();
        if (current != null) {
            // the scheduler may take its time
            current.tick();
        }
    }
}
