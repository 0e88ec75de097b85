package io.github.cameldune;

import io.github.cameldune.client.ApiKey;
import io.github.cameldune.schedule.Cancellable;
import io.github.cameldune.schedule.DurationHistory;
import io.github.cameldune.schedule.MonotonicClock;
import io.github.cameldune.schedule.RequestBudget;
import io.github.cameldune.watch.MapWatchStore;
import io.github.cameldune.watch.WatchList;
import io.github.cameldune.watch.WatchStore;
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
     * @param budget its requests
     * @param history how long executions of a query took
     */
    record Key(RequestBudget budget, DurationHistory history) {}

    private record ListKey(WatchStore store, String name) {}

    private final InstantSource clock = new MonotonicClock();
    private final WatchStore memory = new MapWatchStore(new ConcurrentHashMap<>());
    private final Map<ApiKey, Key> keys = new ConcurrentHashMap<>();
    private final Map<ListKey, WatchList> lists = new ConcurrentHashMap<>();
    private final CamelContext context;
    private final ScheduledExecutorService timer;
    private final StopSignal stopSignal = new StopSignal();

    private SharedResources(CamelContext context) {
        this.context = context;
        timer = ThreadPools.timer(context, this, "DuneTimer");
        context.getManagementStrategy().addEventNotifier(stopSignal);
    }

    /** The resources of a Camel context, made when first asked for and stopped with it. */
    static SharedResources of(CamelContext context) throws Exception {
        synchronized (SharedResources.class) {
            SharedResources shared = context.hasService(SharedResources.class);
            if (shared == null) {
                shared = new SharedResources(context);
                context.addService(shared, true, true);
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

    Key key(ApiKey apiKey) {
        return keys.computeIfAbsent(
                apiKey, any -> new Key(new RequestBudget(clock, this::schedule), new DurationHistory()));
    }

    /**
     * The watch list of a name.
     *
     * @param store null for the one in memory
     */
    WatchList watchList(WatchStore store, String name) {
        ListKey key = new ListKey(store == null ? memory : store, name);
        return lists.computeIfAbsent(key, any -> new WatchList(key.store(), name, clock));
    }

    Cancellable schedule(Duration delay, Runnable task) {
        Future<?> future = timer.schedule(task, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    protected void doStop() {
        context.getManagementStrategy().removeEventNotifier(stopSignal);
        context.getExecutorServiceManager().shutdownNow(timer);
    }
}
