package io.github.cameldune.internal.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * The requests in flight of one transport. Breaks off those that are over their deadline, and all of them when the
 * transport is closed. One look at all of them every now and then costs less than a timer for each request. Thread-safe.
 */
final class RequestsInFlight {

    private static final long SHORTEST_INTERVAL = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_INTERVAL = TimeUnit.SECONDS.toNanos(1);

    /** How much of the time limit may pass unnoticed. */
    private static final int PART = 20;

    private final Set<DuneRequest> requests = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ScheduledExecutorService timer;
    private final LongSupplier nanoTime;
    private final long start;
    private final long interval;
    private volatile boolean closed;

    /**
     * Nothing is in flight yet. The timer is owned by the caller; the shortest time limit of a request decides how often it
     * looks.
     */
    RequestsInFlight(ScheduledExecutorService timer, LongSupplier nanoTime, Duration shortestLimit) {
        this.timer = timer;
        this.nanoTime = nanoTime;
        start = nanoTime.getAsLong();
        interval = Math.max(SHORTEST_INTERVAL, Math.min(LONGEST_INTERVAL, shortestLimit.toNanos() / PART));
    }

    /** The request begins, and is broken off unless it ends or gets a new deadline within the limit. */
    void begin(DuneRequest request, long limitNanos) {
        restart(request, limitNanos);
        requests.add(request);
        if (closed) {
            request.cancel();
        }
        if (!scheduled.get()) {
            schedule();
        }
    }

    /** The time limit counts from now. */
    void restart(DuneRequest request, long limitNanos) {
        request.setDeadline(now() + limitNanos);
    }

    /** The request ended, in whatever way. */
    void end(DuneRequest request) {
        requests.remove(request);
    }

    /** Breaks off all requests, and those that begin later. */
    void close() {
        closed = true;
        requests.forEach(DuneRequest::cancel);
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            try {
                timer.schedule(this::look, interval, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                // the timer ends with the Camel context, and HttpClient's own timeouts hold all the same
                scheduled.set(false);
            }
        }
    }

    private void look() {
        long now = now();
        requests.forEach(request -> request.cancelIfOverdue(now));
        scheduled.set(false);
        if (!requests.isEmpty()) {
            schedule();
        }
    }

    private long now() {
        return nanoTime.getAsLong() - start;
    }
}
