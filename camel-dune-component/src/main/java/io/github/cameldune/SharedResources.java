package io.github.cameldune;

import io.github.cameldune.client.ApiKey;
import io.github.cameldune.client.RequestCounts;
import io.github.cameldune.management.Metrics;
import io.github.cameldune.management.Monitor;
import io.github.cameldune.management.MonitoredBudget;
import io.github.cameldune.schedule.Cancellable;
import io.github.cameldune.schedule.DurationHistory;
import io.github.cameldune.schedule.MonotonicClock;
import io.github.cameldune.schedule.RequestBudget;
import io.github.cameldune.watch.WatchList;
import io.github.cameldune.watch.store.MapWatchStore;
import io.github.cameldune.watch.store.WatchStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;

/**
 * What the whole Camel context has in common, whatever the component's name: one budget for each API key, one watch list
 * for each name and store, one timer. Thread-safe.
 */
final class SharedResources extends ServiceSupport {

    /**
     * What all users of an API key share.
     *
     * @param budget its permits
     * @param history how long executions of a query took
     * @param requests how its requests ended
     * @param monitored the same, for those who look on
     */
    record Key(RequestBudget budget, DurationHistory history, RequestCounts requests, MonitoredBudget monitored) {}

    private record ListKey(WatchStore store, String name) {}

    private final InstantSource clock;
    private final long pace;
    private final WatchStore memory = new MapWatchStore(new ConcurrentHashMap<>());
    private final Map<ApiKey, Key> keys = new ConcurrentHashMap<>();
    private final Map<ListKey, WatchList> lists = new ConcurrentHashMap<>();
    private final CamelContext context;
    private final ScheduledExecutorService timer;
    private final StopSignal stopSignal = new StopSignal();
    private final Monitor monitor = new Monitor();
    private final Metrics metrics = new Metrics(monitor);

    /**
     * The resources of a context whose time may go faster than the real one, as tests of pauses that last minutes need.
     *
     * @param clock the time of schedules, budgets and watches; not of the network's timeouts
     * @param pace how many of its seconds pass in a real one
     */
    SharedResources(CamelContext context, InstantSource clock, long pace) {
        this.context = context;
        this.clock = clock;
        this.pace = pace;
        timer = ThreadPools.timer(context, this, "DuneTimer");
        context.getManagementStrategy().addEventNotifier(stopSignal);
    }

    /** The resources of a Camel context, made when first asked for and stopped with it. */
    static SharedResources of(CamelContext context) throws Exception {
        synchronized (SharedResources.class) {
            SharedResources shared = context.hasService(SharedResources.class);
            if (shared == null) {
                shared = new SharedResources(context, new MonotonicClock(), 1);
                context.addService(shared, true, true);
                context.getCamelContextExtension().addContextPlugin(Monitor.class, shared.monitor);
                context.addStartupListener(shared.metrics);
            } else if (context.isStarted()) {
                // a route that a startup listener began may have come too late to be one
                shared.metrics.onCamelContextStarted(context, true);
            }
            return shared;
        }
    }

    InstantSource clock() {
        return clock;
    }

    /** For instants, not for work: nothing that it runs may block. */
    ScheduledExecutorService timer() {
        return timer;
    }

    StopSignal stopSignal() {
        return stopSignal;
    }

    Monitor monitor() {
        return monitor;
    }

    Key key(ApiKey apiKey) {
        return keys.computeIfAbsent(apiKey, any -> newKey());
    }

    private synchronized Key newKey() {
        RequestBudget budget = new RequestBudget(clock, this::schedule);
        RequestCounts requests = new RequestCounts();
        MonitoredBudget monitored = new MonitoredBudget(monitor.budgets().size() + 1, budget, requests);
        monitor.add(monitored);
        return new Key(budget, new DurationHistory(), requests, monitored);
    }

    /**
     * The watch list of a name.
     *
     * @param store null for the one in memory
     */
    WatchList watchList(WatchStore store, String name) {
        ListKey key = new ListKey(store == null ? memory : store, name);
        return lists.computeIfAbsent(key, any -> new WatchList(key.store(), name, clock, monitor.counts(name)));
    }

    Cancellable schedule(Duration delay, Runnable task) {
        Future<?> future = timer.schedule(task, Math.max(0, delay.toNanos() / pace), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    protected void doStop() {
        metrics.close();
        context.getManagementStrategy().removeEventNotifier(stopSignal);
        context.getExecutorServiceManager().shutdownNow(timer);
    }
}
