package io.github.cameldune.internal.time;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands work to an executor, whatever that throws: it may be shut down, or unable to create a thread. */
public final class SafeExecution {

    private static final Logger LOG = LoggerFactory.getLogger(SafeExecution.class);

    private SafeExecution() {}

    /** Hands work over. False if the executor refused it, and the work will not run: the caller gives back what it holds. */
    public static boolean execute(Executor executor, Runnable work) {
        try {
            executor.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            // the pool is being shut down
            return false;
        } catch (RuntimeException | Error e) {
            // such as an OutOfMemoryError, if the system has no more threads
            LOG.warn("A thread pool cannot take work at present: {}", e.toString());
            return false;
        }
    }
}
