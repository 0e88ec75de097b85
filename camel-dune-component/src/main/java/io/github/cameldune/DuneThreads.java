package io.github.cameldune;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * Threads from Camel's manager, with queues as long as it takes. What waits in them is bounded by watches and exchanges;
 * Camel's default of 1000, with the caller running the rest, would make asking wait for a slow route.
 */
final class DuneThreads {

    private DuneThreads() {}

    /** A pool of so many threads, which end when they are idle. */
    static ExecutorService pool(CamelContext context, Object source, String name, int size) {
        ThreadPoolProfile profile = profile(name, size);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setKeepAliveTime(30L);
        return context.getExecutorServiceManager().newThreadPool(source, name, profile);
    }

    /** One thread for instants. */
    static ScheduledExecutorService timer(CamelContext context, Object source, String name) {
        return context.getExecutorServiceManager().newScheduledThreadPool(source, name, profile(name, 1));
    }

    private static ThreadPoolProfile profile(String name, int size) {
        ThreadPoolProfile profile = new ThreadPoolProfile(name);
        profile.setPoolSize(size);
        profile.setMaxPoolSize(size);
        // 0 and less mean no queue at all to Camel
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        // a pool that was shut down has to say so: Camel's default drops the work, and its permit or exchange with it
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }
}
