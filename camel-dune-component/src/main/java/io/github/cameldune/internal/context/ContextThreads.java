package io.github.cameldune.internal.context;

import io.github.cameldune.internal.time.Cancellable;
import io.github.cameldune.internal.time.Durations;
import io.github.cameldune.internal.time.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;

/**
 * The threads that the whole Camel context has in common: pools of Camel's, and a timer that goes by the clock of schedules.
 * Thread-safe.
 */
public final class ContextThreads implements Timer {

    private final ExecutorServiceManager manager;
    private final long pace;
    private final ScheduledExecutorService timer;
    private final ExecutorService requestPool;
    private final ExecutorService storePool;
    private final ExecutorService exchangeThreads;
    private final ExchangePool exchangePool;

    ContextThreads(CamelContext camel, Object owner, long pace) {
        this.manager = camel.getExecutorServiceManager();
        this.pace = pace;
        timer = ThreadPools.timer(camel, owner, "DuneTimer");
        requestPool = ThreadPools.unbounded(camel, owner, "DunePoll");
        storePool = ThreadPools.unbounded(camel, owner, "DuneStore");
        exchangeThreads = ThreadPools.fixed(camel, owner, "DuneExchange", ExchangePool.size());
        exchangePool = new ExchangePool(exchangeThreads, this::scheduleInRealTime);
    }

    /** Where requests are made that have a permit: a thread for each that the rate limiters let pass. Never runs a route. */
    public Executor requestPool() {
        return requestPool;
    }

    /** Where stores are read: a thread for each reading. */
    public Executor storePool() {
        return storePool;
    }

    /** Where exchanges continue that waited. */
    Executor exchangePool() {
        return exchangePool;
    }

    /** The timer in real time, for what the network does. */
    ScheduledExecutorService realTime() {
        return timer;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return scheduleInRealTime(delay.dividedBy(pace), task);
    }

    private Cancellable scheduleInRealTime(Duration delay, Runnable task) {
        long nanos = Math.max(0, Durations.shorter(delay, Durations.LONGEST).toNanos());
        Future<?> future = timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    void shutDown() {
        exchangePool.close();
        manager.shutdownNow(requestPool);
        manager.shutdown(storePool);
        manager.shutdown(exchangeThreads);
        manager.shutdownNow(timer);
    }
}
