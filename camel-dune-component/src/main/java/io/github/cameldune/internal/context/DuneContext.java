package io.github.cameldune.internal.context;

import io.github.cameldune.internal.management.Metrics;
import io.github.cameldune.internal.management.Monitor;
import io.github.cameldune.internal.schedule.learning.QueryDurations;
import io.github.cameldune.internal.submit.SubmissionLog;
import io.github.cameldune.internal.time.MonotonicClock;
import io.github.cameldune.internal.watch.WatchList;
import io.github.cameldune.watch.store.MapWatchStore;
import io.github.cameldune.watch.store.WatchStore;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;

/**
 * What the whole Camel context has in common, whatever the component's name: pools, timer and clock, the rate limits and the
 * poll queue of each API key, connections, and one watch list for each name and store. What nothing uses any more is removed
 * after ten minutes. Thread-safe.
 */
public final class DuneContext extends ServiceSupport {

    private record ListKey(WatchStore store, String name) {}

    private record LatestKey(WatchStore store, String list, long queryId) {}

    private final CamelContext camel;
    private final InstantSource clock;
    private final WatchStore memory = new MapWatchStore(new ConcurrentHashMap<>());
    private final QueryDurations durations = new QueryDurations();
    private final ContextThreads threads;
    private final Set<LatestKey> latest = new HashSet<>();
    private final StopSignal stopSignal = new StopSignal();
    private final Monitor monitor;
    private final Metrics metrics;
    private final Connections connections;
    private final SharedResources<ListKey, WatchList> lists;
    private final SharedResources<WatchStore, SubmissionLog> submissionLogs;

    /**
     * A context whose time may go faster than the real one, as tests of pauses that last minutes need: the pace is how many
     * of its seconds pass in a real one. The clock is that of schedules, rate limits and watches, not of the network's
     * timeouts.
     */
    public DuneContext(CamelContext camel, InstantSource clock, long pace) {
        this.camel = camel;
        this.clock = clock;
        monitor = new Monitor(clock);
        metrics = new Metrics(monitor);
        threads = new ContextThreads(camel, this, pace);
        connections = new Connections(this, camel);
        lists = new SharedResources<>(this::newList, list -> monitor.releaseCounts(list.name()), threads);
        submissionLogs = new SharedResources<>(
                store -> new SubmissionLog(store, clock, threads.storePool(), threads), SubmissionLog::close, threads);
        camel.getManagementStrategy().addEventNotifier(stopSignal);
    }

    /** The context of a Camel context, made when first asked for and stopped with it. */
    public static DuneContext of(CamelContext camel) throws Exception {
        synchronized (DuneContext.class) {
            DuneContext context = camel.hasService(DuneContext.class);
            if (context == null) {
                context = new DuneContext(camel, new MonotonicClock(), 1);
                context.addTo(camel);
            } else if (camel.isStarted()) {
                // Camel may never call the listener of a context that another startup listener made
                context.metrics.onCamelContextStarted(camel, true);
            }
            return context;
        }
    }

    /** Makes this the context of a Camel context, which has none yet. */
    public void addTo(CamelContext camel) throws Exception {
        camel.addService(this, true, true);
        camel.getCamelContextExtension().addContextPlugin(Monitor.class, monitor);
        camel.addStartupListener(metrics);
    }

    private WatchList newList(ListKey key) {
        return new WatchList(key.store(), key.name(), clock, monitor.acquireCounts(key.name()));
    }

    /** The API keys in use, and the connections with each of them. */
    public Connections connections() {
        return connections;
    }

    /**
     * The watch list of a name in a store, null for the one in memory: one object for all callers, each of which releases
     * it.
     */
    public WatchList watchList(WatchStore store, String name) {
        return lists.acquire(new ListKey(storeOrMemory(store), name));
    }

    /** Gives a share of a watch list back, with the store and the name that it was taken with. */
    public void releaseWatchList(WatchStore store, String name) {
        lists.release(new ListKey(storeOrMemory(store), name));
    }

    /**
     * What a store, null for the one in memory, remembers of submissions: one object for all callers, each of which releases
     * it.
     */
    public SubmissionLog submissionLog(WatchStore store) {
        return submissionLogs.acquire(storeOrMemory(store));
    }

    /** Gives a share of a log back, with the store that it was taken with. */
    public void releaseSubmissionLog(WatchStore store) {
        submissionLogs.release(storeOrMemory(store));
    }

    /** The store; the one in memory for null. */
    public WatchStore storeOrMemory(WatchStore store) {
        return store == null ? memory : store;
    }

    /**
     * Makes one consumer of this context the only one that emits the latest executions of these queries, whose records are
     * in a list of a store. What is returned gives them back.
     *
     * @throws IllegalStateException if another consumer has one of them
     */
    public Runnable claimLatest(WatchStore store, String list, Set<Long> queryIds) {
        Set<LatestKey> claimed =
                queryIds.stream().map(id -> new LatestKey(store, list, id)).collect(Collectors.toSet());
        synchronized (latest) {
            claimed.stream().filter(latest::contains).findFirst().ifPresent(key -> {
                throw new IllegalStateException("The query " + key.queryId()
                        + " has a dune:latest consumer in this Camel context already, and an execution must not be"
                        + " emitted twice: give one of the two another watchList");
            });
            latest.addAll(claimed);
        }
        return () -> {
            synchronized (latest) {
                latest.removeAll(claimed);
            }
        };
    }

    /** Exchanges of one producer that wait without a thread; to be stopped with it. The URI has its secrets masked. */
    public PendingExchanges pendingExchanges(String uri) {
        return new PendingExchanges(uri, threads.exchangePool(), stopSignal);
    }

    /** Pools and timer. */
    public ContextThreads threads() {
        return threads;
    }

    /** What was learned of queries. */
    public QueryDurations durations() {
        return durations;
    }

    /** The time of schedules, rate limits and watches. */
    public InstantSource clock() {
        return clock;
    }

    /** What there is to monitor. */
    public Monitor monitor() {
        return monitor;
    }

    @Override
    protected void doStop() {
        metrics.close();
        submissionLogs.all().forEach(SubmissionLog::close);
        camel.getManagementStrategy().removeEventNotifier(stopSignal);
        // first the connections: a request that hangs would hold up its pool
        connections.close();
        threads.shutDown();
    }
}
