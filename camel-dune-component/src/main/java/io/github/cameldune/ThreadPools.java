package io.github.cameldune;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * Thread pools of Camel's, whose queues have no bound of their own: watches, exchanges and requests bound what waits.
 *
 * <p>With Camel's default, what finds the queue full runs on the thread that hands it over. That thread asks for all
 * others too, or is the timer: one slow route would hold up everything.
 */
final class ThreadPools {

    private ThreadPools() {}

    /** A pool of so many threads, which go away when idle. */
    static ExecutorService fixed(CamelContext context, Object source, String name, int size) {
        ThreadPoolProfile profile = profile(name, size);
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setKeepAliveTime(30L);
        return context.getExecutorServiceManager().newThreadPool(source, name, profile);
    }

    /** One thread for instants. */
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
}
