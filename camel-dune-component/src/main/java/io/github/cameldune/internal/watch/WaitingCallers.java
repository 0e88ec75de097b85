package io.github.cameldune.internal.watch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Takes a task only while a caller waits for one; the caller runs it. Thread-safe. */
final class WaitingCallers implements Executor {

    private final Deque<Runnable> tasks = new ArrayDeque<>();

    /** Always: idle + tasks = callers that entered and have neither taken a task nor left. */
    private int idle;

    @Override
    public synchronized void execute(Runnable task) {
        if (idle == 0) {
            throw new RejectedExecutionException("No caller waits");
        }
        idle--;
        tasks.add(task);
        notifyAll();
    }

    /** The caller waits from now on, until it gets a task or leaves. */
    synchronized void enter() {
        idle++;
    }

    /** A task; null if none comes in time, and then the caller waits still. */
    synchronized Runnable take(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        long left = nanos;
        while (tasks.isEmpty() && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
        return tasks.poll();
    }

    /** The caller waits no more; a task that was for it has to be run all the same. Null if there is none. */
    synchronized Runnable leave() {
        if (idle > 0) {
            idle--;
            return null;
        }
        return tasks.poll();
    }
}
