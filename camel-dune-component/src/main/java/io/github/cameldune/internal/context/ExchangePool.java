package io.github.cameldune.internal.context;

import io.github.cameldune.internal.time.Cancellable;
import io.github.cameldune.internal.time.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Continues exchanges that waited, on a few threads. If none completes for a while although some are queued, as when they wait
 * for one another, threads are added. So exchanges can never exhaust it for good. Thread-safe.
 */
final class ExchangePool implements Executor {

    private static final int FEW = 10;
    private static final Duration WITHOUT_PROGRESS = Duration.ofMillis(200);

    private final ExecutorService pool;
    private final ThreadPoolExecutor threads;
    private final Timer timer;
    private final AtomicBoolean checkScheduled = new AtomicBoolean();

    /** Tasks completed at the last check; -1 before it. */
    private volatile long completed = -1;

    private volatile Cancellable check = () -> false;

    /** Takes over a pool of {@link #FEW} threads. The timer goes in real time, whatever the clock of the schedule is. */
    ExchangePool(ExecutorService pool, Timer timer) {
        this.pool = pool;
        this.threads = ThreadPools.platform(pool);
        this.timer = timer;
    }

    static int size() {
        return FEW;
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
        if (threads != null) {
            checkIfQueued();
        }
    }

    private void checkIfQueued() {
        if (!threads.getQueue().isEmpty() && checkScheduled.compareAndSet(false, true)) {
            checkLater();
        }
    }

    private void checkLater() {
        try {
            check = timer.schedule(WITHOUT_PROGRESS, this::addThreads);
        } catch (RuntimeException e) {
            // the timer was shut down, and the pool will be
            checkScheduled.set(false);
        }
    }

    private void addThreads() {
        int queued = threads.getQueue().size();
        if (queued == 0) {
            threads.setCorePoolSize(FEW);
            threads.setMaximumPoolSize(FEW);
            checkScheduled.set(false);
            // what was queued before that scheduled no check
            checkIfQueued();
            return;
        }
        long now = threads.getCompletedTaskCount();
        if (now == completed) {
            int size = threads.getPoolSize() + Math.min(queued, FEW);
            threads.setMaximumPoolSize(Math.max(size, threads.getMaximumPoolSize()));
            threads.setCorePoolSize(Math.max(size, threads.getCorePoolSize()));
        }
        completed = now;
        checkLater();
    }

    void close() {
        check.cancel();
    }
}
