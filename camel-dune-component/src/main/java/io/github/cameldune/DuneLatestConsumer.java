package io.github.cameldune;

import io.github.cameldune.internal.context.Connection;
import io.github.cameldune.internal.context.ThreadPools;
import io.github.cameldune.internal.latest.LatestQueries;
import io.github.cameldune.internal.schedule.ErrorBackoff;
import io.github.cameldune.internal.watch.Expiry;
import io.github.cameldune.internal.watch.Transition;
import io.github.cameldune.internal.watch.Watch;
import io.github.cameldune.internal.watch.WatchEvent;
import io.github.cameldune.watch.store.WatchStore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * {@code dune:latest} as a consumer: each new execution that is the latest of a query becomes an exchange once it has ended.
 * Camel's scheduler says when all queries are polled.
 */
class DuneLatestConsumer extends DunePollConsumer {

    /** Less than a health check remembers a failure for. */
    private static final Duration LONGEST_POLL_BACKOFF = Duration.ofMinutes(4);

    private final DuneEndpoint endpoint;
    private final Set<Long> queryIds;
    private volatile LatestQueries queries;
    private Connection connection;
    private ExecutorService deliveryPool;
    private Runnable unclaim;

    DuneLatestConsumer(DuneEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        queryIds = DuneOptions.queryIds(endpoint.getQueryIds());
    }

    @Override
    protected int poll() throws Exception {
        // the scheduler does not wait for a poll in flight when the route is stopped
        LatestQueries current = queries;
        if (current == null) {
            return 0;
        }
        current.poll();
        reports().report(connection.context().clock());
        return current.takeEmitted();
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
    Exception problem() {
        LatestQueries current = queries;
        return current == null
                ? null
                : problem(current.store(), connection.health().failure().or(current::failure));
    }

    @Override
    protected void doStart() throws Exception {
        connection = EndpointResources.connect(endpoint, this);
        deliveryPool = ThreadPools.fixed(
                endpoint.getCamelContext(), this, endpoint.toString(), endpoint.getConcurrentConsumers());
        try {
            WatchStore store = connection
                    .context()
                    .storeOrMemory(endpoint.getConfiguration().getWatchStore());
            unclaim = connection.context().claimLatest(store, recordList(), queryIds);
            queries = new LatestQueries(setup(store), this::deliver);
            queries.open();
            super.doStart();
            showWrapped();
        } catch (Exception e) {
            // a service that failed to start is not stopped
            release();
            throw e;
        }
    }

    /** The name of the records in the store: endpoints with different watch lists do not see each other's. */
    private String recordList() {
        return "dune:latest:" + endpoint.getConfiguration().getWatchList();
    }

    private LatestQueries.Setup setup(WatchStore store) {
        return new LatestQueries.Setup(
                queryIds,
                store,
                recordList(),
                connection.client(),
                connection.key().reads(),
                connection.context().threads().pollPool(),
                deliveryPool,
                EndpointResources.awaiter(endpoint, connection),
                connection.context().threads(),
                new ErrorBackoff(Duration.ofSeconds(1), LONGEST_POLL_BACKOFF),
                EndpointResources.backoff(endpoint),
                Duration.ofMillis(endpoint.getConfiguration().getWatchTimeout()),
                connection.key().rowCounts(),
                connection.context().clock());
    }

    private void release() {
        LatestQueries current = queries;
        queries = null;
        if (current != null) {
            current.close();
        }
        if (unclaim != null) {
            unclaim.run();
            unclaim = null;
        }
        endpoint.getCamelContext().getExecutorServiceManager().shutdown(deliveryPool);
        connection.close();
    }

    @Override
    protected void doSuspend() throws Exception {
        LatestQueries current = queries;
        if (current != null) {
            current.close();
        }
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        LatestQueries current = queries;
        if (current != null) {
            current.open();
            // the scheduler may take its time
            current.poll();
        }
    }

    @Override
    protected void doStop() throws Exception {
        LatestQueries current = queries;
        if (current != null) {
            hideWrapped();
            current.close();
            // first the exchanges in flight, which end and are recorded: to stop the consumer stops the route's error
            // handler
            endpoint.getCamelContext().getExecutorServiceManager().shutdownGraceful(deliveryPool);
        }
        super.doStop();
        if (current != null) {
            release();
        }
    }
}
