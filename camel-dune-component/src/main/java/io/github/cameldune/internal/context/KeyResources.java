package io.github.cameldune.internal.context;

import io.github.cameldune.internal.health.EndCounts;
import io.github.cameldune.internal.health.RequestCounts;
import io.github.cameldune.internal.health.RowCounts;
import io.github.cameldune.internal.management.MonitoredKey;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.schedule.PollQueue;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What all users of an API key share. Thread-safe. */
public final class KeyResources {

    /** A route that makes its URIs of messages has an endpoint for each of them. */
    private static final int MOST_USERS = 100;

    private final RateLimiter reads;
    private final RateLimiter submissions;
    private final PollQueue queue;
    /** By URI, how many started producers and consumers have it. */
    private final Map<String, Integer> users = new ConcurrentHashMap<>();

    private final MonitoredKey monitored;

    KeyResources(int number, RateLimiter reads, RateLimiter submissions, PollQueue queue) {
        this.reads = reads;
        this.submissions = submissions;
        this.queue = queue;
        monitored = new MonitoredKey(
                number,
                reads,
                submissions,
                new RequestCounts(),
                new RequestCounts(),
                new EndCounts(),
                new RowCounts(),
                () -> new TreeSet<>(users.keySet()));
    }

    void usedBy(String uri) {
        if (users.containsKey(uri) || users.size() < MOST_USERS) {
            users.merge(uri, 1, Integer::sum);
        }
    }

    void unusedBy(String uri) {
        users.computeIfPresent(uri, (same, count) -> count == 1 ? null : count - 1);
    }

    /** The rate limit of reading: status, results, cancel. */
    public RateLimiter reads() {
        return reads;
    }

    /** The rate limit of starting executions. */
    public RateLimiter submissions() {
        return submissions;
    }

    /** What is polled with the key. */
    public PollQueue queue() {
        return queue;
    }

    /** Counts the rows that are read with the key. */
    public RowCounts rowCounts() {
        return monitored.rows();
    }

    MonitoredKey monitored() {
        return monitored;
    }
}
