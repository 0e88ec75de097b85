package io.github.cameldune.watch.store;

import io.github.cameldune.WatchStoreException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the work of the store on threads of its own, while the caller waits. Transaction managers (Spring, JTA) tie a
 * transaction to a thread, so on a thread of its own the store is in none: it neither joins the transaction of the
 * caller's route nor commits it.
 *
 * <p>There are never more threads than callers that wait. An idle one ends after a second, so nothing has to be closed.
 */
final class JdbcThreads {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final ThreadPoolExecutor THREADS =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                // inherits no InheritableThreadLocal, which might hold the caller's transaction
                Thread thread = new Thread(null, work, "dune-watch-store-" + COUNT.incrementAndGet(), 0, false);
                thread.setDaemon(true);
                return thread;
            });

    private JdbcThreads() {}

    /**
     * Runs the work and returns its result, or throws what it threw. A thread that was interrupted before still gets its
     * result; one that is interrupted while it waits gives up, and leaves the work to end as it will.
     */
    static <T> T run(Callable<T> work) throws Exception {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        FutureTask<T> task = new FutureTask<>(() -> {
            // a pool that connects for the first time may look for its driver there
            Thread.currentThread().setContextClassLoader(loader);
            try {
                return work.call();
            } finally {
                Thread.currentThread().setContextClassLoader(null);
            }
        });
        // before the work begins: an interruption after that ends the wait
        boolean interrupted = Thread.interrupted();
        try {
            THREADS.execute(task);
            return task.get();
        } catch (InterruptedException e) {
            interrupted = true;
            throw new WatchStoreException(
                    "Interrupted while waiting for the database; whether a change was made is not known", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw (Error) e.getCause();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
