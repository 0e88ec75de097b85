package io.github.cameldune.internal.latest;

import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.DuneClient;
import io.github.cameldune.internal.health.OutageLog;
import io.github.cameldune.internal.health.RequestHealth;
import io.github.cameldune.internal.health.RowCounts;
import io.github.cameldune.internal.health.StoreHealth;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.schedule.ErrorBackoff;
import io.github.cameldune.internal.time.Timer;
import io.github.cameldune.internal.watch.Awaiter;
import io.github.cameldune.internal.watch.EventSource;
import io.github.cameldune.internal.watch.Transition;
import io.github.cameldune.internal.watch.WatchEvent;
import io.github.cameldune.watch.store.WatchStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an event of each new execution that is the latest of a query. An execution that was found stays in the store until
 * the route has accepted it, so that neither a crash nor a later execution loses it. Queries do not wait for each other,
 * except for the threads of the delivery pool. Thread-safe.
 */
public final class LatestQueries implements EventSource {

    /**
     * What it works with.
     *
     * @param list the name of the records in the store
     * @param requestPool never runs a route
     * @param deliveryPool runs the route
     * @param timer for what is repeated
     * @param watchTimeout how long to wait for an execution that runs
     * @param counts the rows that polls read, one each
     */
    public record Setup(
            Set<Long> queryIds,
            WatchStore store,
            String list,
            DuneClient client,
            RateLimiter reads,
            Executor requestPool,
            Executor deliveryPool,
            Awaiter awaiter,
            Timer timer,
            ErrorBackoff pollBackoff,
            ErrorBackoff deliveryBackoff,
            Duration watchTimeout,
            RowCounts counts,
            InstantSource clock) {}

    private static final Logger LOG = LoggerFactory.getLogger(LatestQueries.class);

    private final StoreHealth store;
    private final InstantSource clock;
    private final Function<WatchEvent, String> sink;
    private final OutageLog rejections = new OutageLog(LOG);
    private final AtomicInteger emitted = new AtomicInteger();
    private final List<LatestPoller> pollers;

    /**
     * Polls nothing before {@link #open()}. The sink takes the events, on a thread of the delivery pool, and returns null if
     * one was accepted, else why not.
     */
    public LatestQueries(Setup setup, Function<WatchEvent, String> sink) {
        store = new StoreHealth(setup.clock());
        clock = setup.clock();
        this.sink = sink;
        pollers = setup.queryIds().stream().map(id -> poller(id, setup)).toList();
    }

    private LatestPoller poller(long queryId, Setup setup) {
        LatestStore record = new LatestStore(setup.store(), setup.list(), queryId, store);
        return new LatestPoller(queryId, setup, record, new LatestQueue(queryId, setup, record, this::deliver));
    }

    private String deliver(WatchEvent event) {
        if (event instanceof Transition) {
            emitted.incrementAndGet();
        }
        String rejection = sink.apply(event);
        if (rejection == null) {
            rejections.succeeded("The route accepts latest executions again.", clock.instant());
        } else {
            rejections.failed(
                    "The route rejected " + event.watch().executionId() + " (" + rejection
                            + "). Executions that are rejected are delivered again.",
                    null,
                    clock.instant());
        }
        return rejection;
    }

    @Override
    public void open() {
        pollers.forEach(LatestPoller::open);
    }

    @Override
    public void pause() {
        pollers.forEach(LatestPoller::close);
    }

    @Override
    public void close() {
        pause();
    }

    /** Polls each query that is not being polled. */
    @Override
    public void tick() {
        pollers.forEach(LatestPoller::poll);
    }

    @Override
    public int takeEmitted() {
        return emitted.getAndSet(0);
    }

    @Override
    public StoreHealth store() {
        return store;
    }

    /** The failure of a query whose last poll failed; empty if none did. */
    public Optional<RequestHealth.Failure> failure() {
        for (LatestPoller poller : pollers) {
            Answer<?> failure = poller.failure();
            if (failure != null) {
                return Optional.of(new RequestHealth.Failure("query " + poller.queryId(), null, failure));
            }
        }
        return Optional.empty();
    }
}
