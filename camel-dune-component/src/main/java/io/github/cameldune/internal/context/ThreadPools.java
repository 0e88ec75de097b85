package io.github.cameldune.internal.context;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * Thread pools of Camel's, whose queues have no bound of their own: watches, exchanges and requests bound what waits. With
 * Camel's default, a task that finds the queue full runs on the thread that hands it over, which may be the timer's.
 */
public final class ThreadPools {

    private ThreadPools() {}

    /**
     * A pool of so many threads, which go away when idle; to be shut down through Camel. The source is the service that uses
     * it.
     */
    public static ExecutorService fixed(CamelContext context, Object source, String name, int size) {
        ThreadPoolProfile profile = profile(name, size);
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setKeepAliveTime(30L);
        return context.getExecutorServiceManager().newThreadPool(source, name, profile);
    }

    /** A pool with as many threads as there are tasks, whose number is bounded elsewhere; to be shut down through Camel. */
    public static ExecutorService unbounded(CamelContext context, Object source, String name) {
        // Camel turns a core size of 0 into a pool of one thread
        ThreadPoolProfile profile = profile(name, 1);
        profile.setMaxPoolSize(Integer.MAX_VALUE);
        profile.setMaxQueueSize(0);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setKeepAliveTime(30L);
        return context.getExecutorServiceManager().newThreadPool(source, name, profile);
    }

    /** A timer with one thread. */
    static ScheduledExecutorService timer(CamelContext context, Object source, String name) {
        ThreadPoolProfile profile = profile(name, 1);
        // of a scheduled pool, 0 means no bound
        profile.setMaxQueueSize(0);
        return context.getExecutorServiceManager().newScheduledThreadPool(source, name, profile);
    }

    private static ThreadPoolProfile profile(String name, int size) {
        ThreadPoolProfile profile = new ThreadPoolProfile(name);
        profile.setPoolSize(size);
        profile.setMaxPoolSize(size);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    /** The pool itself, if it is one of platform threads; null for virtual threads, of which there are always enough. */
    static ThreadPoolExecutor platform(ExecutorService pool) {
        return pool instanceof ThreadPoolExecutor threads ? threads : null;
    }
}
