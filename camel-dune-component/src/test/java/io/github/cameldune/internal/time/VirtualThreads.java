package io.github.cameldune.internal.time;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Threads that sleep in virtual time. One at a time runs, and all others wait for it, so that a run is the same each time.
 * A thread that is begun starts as an event of the present instant. None may sleep while it holds a lock.
 */
public final class VirtualThreads implements Executor, AutoCloseable {

    private final VirtualTime time;
    private final ThreadLocal<Turn> turn = new ThreadLocal<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "virtual");
        thread.setDaemon(true);
        return thread;
    });

    /** Threads of a clock. */
    public VirtualThreads(VirtualTime time) {
        this.time = time;
    }

    @Override
    public void execute(Runnable task) {
        Turn own = new Turn();
        threads.execute(() -> {
            turn.set(own);
            try {
                own.await();
                task.run();
            } catch (Throwable e) {
                own.failure = e;
            } finally {
                own.giveBack();
            }
        });
        time.schedule(Duration.ZERO, own::give);
    }

    /** Lets virtual time pass for the calling thread, which has to be one of these. */
    public void sleep(Duration duration) {
        Turn own = turn.get();
        time.schedule(duration, own::give);
        own.giveBack();
        own.await();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static final class Turn {

        private final Semaphore given = new Semaphore(0);
        private final Semaphore back = new Semaphore(0);
        private Throwable failure;

        private void give() {
            given.release();
            back.acquireUninterruptibly();
            if (failure != null) {
                throw new AssertionError("a thread failed", failure);
            }
        }

        private void giveBack() {
            back.release();
        }

        private void await() {
            try {
                given.acquire();
            } catch (InterruptedException e) {
                // the test is over
                throw new ThreadInterrupted();
            }
        }
    }

    private static final class ThreadInterrupted extends Error {
        private static final long serialVersionUID = 1L;
    }
}
