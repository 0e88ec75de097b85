package io.github.cameldune.internal.context;

import io.github.cameldune.internal.client.ApiKey;
import io.github.cameldune.internal.client.HttpDuneClient;
import io.github.cameldune.internal.client.HttpTransport;
import io.github.cameldune.internal.client.KnownAddress;
import io.github.cameldune.internal.health.RequestHealth;
import io.github.cameldune.internal.management.Metrics;
import io.github.cameldune.internal.management.Monitor;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.schedule.PollQueue;
import io.github.cameldune.internal.schedule.learning.QueryDurations;
import io.github.cameldune.internal.submit.SubmissionLog;
import io.github.cameldune.internal.time.Cancellable;
import io.github.cameldune.internal.time.MonotonicClock;
import io.github.cameldune.internal.time.Seconds;
import io.github.cameldune.internal.watch.WatchList;
import io.github.cameldune.watch.store.MapWatchStore;
import io.github.cameldune.watch.store.WatchStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.service.ServiceSupport;

/**
 * What the whole Camel context has in common, whatever the component's name: pools, timer and clock, the rate limits and the
 * poll queue of each API key, connections, and one watch list for each name and store. What nothing uses any more is removed
 * after ten minutes. Thread-safe.
 */
public final class DuneContext extends ServiceSupport {

    private record ListKey(WatchStore store, String name) {}

    private record LatestKey(WatchStore store, String list, long queryId) {}

    private record Address(HttpTransport.Settings settings, ApiKey apiKey) {}

    private record OpenConnection(
            ApiKey apiKey, HttpTransport transport, ObservedClient client, RequestHealth health) {}

    private final CamelContext camel;
    private final InstantSource clock;
    private final long pace;
    private final WatchStore memory = new MapWatchStore(new ConcurrentHashMap<>());
    private final QueryDurations durations = new QueryDurations();
    private final AtomicInteger keyNumbers = new AtomicInteger();
    private final ScheduledExecutorService timer;
    private final ExecutorService pollPool;
    private final ExecutorService storePool;
    private final ExecutorService exchangeThreads;
    private final ExchangePool exchangePool;
    private final Set<LatestKey> latest = new HashSet<>();
    private final StopSignal stopSignal = new StopSignal();
    private final Monitor monitor;
    private final Metrics metrics;
    private final SharedResources<ApiKey, KeyResources> keys;
    private final SharedResources<Address, OpenConnection> connections;
    private final SharedResources<ListKey, WatchList> lists;
    private final SharedResources<WatchStore, SubmissionLog> submissionLogs;

    /**
     * A context whose time may go faster than the real one, as tests of pauses that last minutes need.
     *
     * @param camel the Camel context
     * @param clock the time of schedules, rate limits and watches; not of the network's timeouts
     * @param pace how many of its seconds pass in a real one
     */
    public DuneContext(CamelContext camel, InstantSource clock, long pace) {
        this.camel = camel;
        this.clock = clock;
        this.pace = pace;
        monitor = new Monitor(clock);
        metrics = new Metrics(monitor);
        timer = ThreadPools.timer(camel, this, "DuneTimer");
        pollPool = ThreadPools.unbounded(camel, this, "DunePoll");
        storePool = ThreadPools.unbounded(camel, this, "DuneStore");
        exchangeThreads = ThreadPools.fixed(camel, this, "DuneExchange", ExchangePool.size());
        exchangePool = new ExchangePool(exchangeThreads, this::scheduleInRealTime);
        keys = new SharedResources<>(this::newKey, key -> monitor.remove(key.monitored()), this::schedule);
        connections = new SharedResources<>(this::open, this::close, this::schedule);
        lists = new SharedResources<>(this::newList, list -> monitor.releaseCounts(list.name()), this::schedule);
        submissionLogs = new SharedResources<>(
                store -> new SubmissionLog(store, clock, storePool, this::schedule),
                SubmissionLog::close,
                this::schedule);
        camel.getManagementStrategy().addEventNotifier(stopSignal);
    }

    /**
     * The context of a Camel context, made when first asked for and stopped with it.
     *
     * @param camel the Camel context
     * @return the same each time
     * @throws Exception if Camel cannot add the service
     */
    public static DuneContext of(CamelContext camel) throws Exception {
        synchronized (DuneContext.class) {
            DuneContext context = camel.hasService(DuneContext.class);
            if (context == null) {
                context = new DuneContext(camel, new MonotonicClock(), 1);
                context.addTo(camel);
            } else if (camel.isStarted()) {
                // a route that a startup listener began may have come too late to be one
                context.metrics.onCamelContextStarted(camel, true);
            }
            return context;
        }
    }

    /**
     * Makes this the context of a Camel context.
     *
     * @param camel has none yet
     * @throws Exception if Camel cannot add the service
     */
    public void addTo(CamelContext camel) throws Exception {
        camel.addService(this, true, true);
        camel.getCamelContextExtension().addContextPlugin(Monitor.class, monitor);
        camel.addStartupListener(metrics);
    }

    private KeyResources newKey(ApiKey apiKey) {
        RateLimiter reads = new RateLimiter("requestsPerMinute", clock, this::schedule);
        RateLimiter submissions = new RateLimiter("submissionsPerMinute", clock, this::schedule);
        PollQueue queue = new PollQueue(reads, pollPool, this::schedule, durations, clock);
        KeyResources key = new KeyResources(keyNumbers.incrementAndGet(), reads, submissions, queue);
        monitor.add(key.monitored());
        return key;
    }

    private OpenConnection open(Address address) {
        try {
            HttpTransport transport = new HttpTransport(camel, address.settings(), timer);
            RequestHealth health =
                    new RequestHealth(address.settings().baseUrl().value(), clock);
            // the connection holds a share of the key as long as it is there
            KeyResources key = keys.acquire(address.apiKey());
            HttpDuneClient http = new HttpDuneClient(transport, address.apiKey(), new KnownAddress());
            return new OpenConnection(address.apiKey(), transport, new ObservedClient(http, key, health), health);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Camel HTTP refuses the options: " + e.getMessage(), e);
        }
    }

    private void close(OpenConnection open) {
        open.transport().close();
        keys.release(open.apiKey());
    }

    private WatchList newList(ListKey key) {
        return new WatchList(key.store(), key.name(), clock, monitor.acquireCounts(key.name()));
    }

    /**
     * What an endpoint needs for requests to Dune.
     *
     * @param user the producer or consumer; it closes the connection when it stops
     * @param uri the endpoint's URI, with secrets masked
     * @param settings of the transport
     * @param apiKey the key
     * @param requestsPerMinute 0 if the limit shall be discovered
     * @param submissionsPerMinute 0 if the limit shall be discovered
     * @return a connection
     */
    public Connection connect(
            Object user,
            String uri,
            HttpTransport.Settings settings,
            ApiKey apiKey,
            int requestsPerMinute,
            int submissionsPerMinute) {
        KeyResources key = keys.acquire(apiKey);
        Address address = new Address(settings, apiKey);
        OpenConnection open;
        try {
            open = connections.acquire(address);
        } catch (RuntimeException e) {
            keys.release(apiKey);
            throw e;
        }
        key.usedBy(uri);
        key.reads().configure(user, requestsPerMinute, settings.maxConcurrentRequests());
        key.submissions().configure(user, submissionsPerMinute, settings.maxConcurrentRequests());
        return new Connection(this, open.client(), key, open.health(), () -> {
            key.reads().release(user);
            key.submissions().release(user);
            key.unusedBy(uri);
            connections.release(address);
            keys.release(apiKey);
        });
    }

    /**
     * The watch list of a name, to be released.
     *
     * @param store null for the one in memory
     * @param name the option {@code watchList}
     * @return the same object for the same name and store
     */
    public WatchList watchList(WatchStore store, String name) {
        return lists.acquire(new ListKey(storeOrMemory(store), name));
    }

    /**
     * Gives a share of a watch list back.
     *
     * @param store as when it was taken
     * @param name as when it was taken
     */
    public void releaseWatchList(WatchStore store, String name) {
        lists.release(new ListKey(storeOrMemory(store), name));
    }

    /**
     * The submissions that a store remembers, to be released.
     *
     * @param store null for the one in memory
     * @return the same object for the same store
     */
    public SubmissionLog submissionLog(WatchStore store) {
        return submissionLogs.acquire(storeOrMemory(store));
    }

    /**
     * Gives a share of a log back.
     *
     * @param store as when it was taken
     */
    public void releaseSubmissionLog(WatchStore store) {
        submissionLogs.release(storeOrMemory(store));
    }

    /**
     * Where records are kept that belong to no watch list, such as request tokens.
     *
     * @param store null for the one in memory
     * @return the store
     */
    public WatchStore storeOrMemory(WatchStore store) {
        return store == null ? memory : store;
    }

    /**
     * Makes one consumer of this context the only one that emits the latest executions of queries.
     *
     * @param store where their records are
     * @param list the name of the records
     * @param queryIds the queries
     * @return gives them back
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

    /**
     * Exchanges of one producer that wait without a thread.
     *
     * @param uri the producer's, with secrets masked
     * @return to be stopped with the producer
     */
    public PendingExchanges pendingExchanges(String uri) {
        return new PendingExchanges(uri, exchangePool, stopSignal);
    }

    /**
     * Where requests are made that have a permit; never runs a route.
     *
     * @return has a thread for each request that the rate limiters let pass
     */
    public Executor pollPool() {
        return pollPool;
    }

    /**
     * Where stores are read.
     *
     * @return has a thread for each reading
     */
    public Executor storePool() {
        return storePool;
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

    /**
     * Runs a short task later that does not block, by the clock of schedules.
     *
     * @param delay how long from now
     * @param task what to run
     * @return cancels it
     */
    public Cancellable schedule(Duration delay, Runnable task) {
        return scheduleInRealTime(delay.dividedBy(pace), task);
    }

    private Cancellable scheduleInRealTime(Duration delay, Runnable task) {
        long nanos = Math.max(0, Seconds.shorter(delay, Seconds.LONGEST).toNanos());
        Future<?> future = timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    protected void doStop() {
        metrics.close();
        submissionLogs.all().forEach(SubmissionLog::close);
        camel.getManagementStrategy().removeEventNotifier(stopSignal);
        // first the connections: a request that hangs would hold up its pool
        connections.all().forEach(open -> open.transport().close());
        exchangePool.close();
        ExecutorServiceManager manager = camel.getExecutorServiceManager();
        manager.shutdownNow(pollPool);
        manager.shutdown(storePool);
        manager.shutdown(exchangeThreads);
        manager.shutdownNow(timer);
    }
}
