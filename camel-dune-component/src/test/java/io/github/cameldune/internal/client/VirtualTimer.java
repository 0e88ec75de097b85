package io.github.cameldune.internal.client;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that the test moves, and a timer that runs what is scheduled whenever it does. */
final class VirtualTimer {

    /** Not run yet. */
    final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    volatile boolean shutDown;

    // a clock that overflows before long, as System.nanoTime() may
    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(5).toNanos());

    long nanoTime() {
        return nanos.get();
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        for (int due = tasks.size(); due > 0; due--) {
            tasks.remove().run();
        }
    }

    ScheduledExecutorService executor() {
        return (ScheduledExecutorService) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ScheduledExecutorService.class}, (self, method, args) -> {
                    if (!method.getName().equals("schedule")) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    if (shutDown) {
                        throw new RejectedExecutionException();
                    }
                    tasks.add((Runnable) args[0]);
                    return null;
                });
    }
}
