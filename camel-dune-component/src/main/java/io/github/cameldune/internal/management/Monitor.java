package io.github.cameldune.internal.management;

import io.github.cameldune.internal.watch.WatchCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/**
 * What there is to show of the component in one Camel context: a plugin of the context, made when the first endpoint
 * starts. Dev console and meters read it, and nothing behind it. Thread-safe.
 */
public final class Monitor {

    /** Is called for each key and watch list that is there, that is added and that is removed. */
    interface Listener {

        void added(MonitoredKey key);

        void added(MonitoredList list);

        /** Of the key or watch list. */
        void removed(Object owner);
    }

    private static final class Shared {
        private final MonitoredList list;
        private int users;

        private Shared(MonitoredList list) {
            this.list = list;
        }
    }

    private final InstantSource clock;
    private final List<MonitoredConsumer> consumers = new CopyOnWriteArrayList<>();

    // guarded by this
    private final List<MonitoredKey> keys = new ArrayList<>();
    private final Map<String, Shared> lists = new TreeMap<>();
    private Listener listener;

    /** Knows nothing yet. The clock is that of watches. */
    public Monitor(InstantSource clock) {
        this.clock = clock;
    }

    /** The monitor of a Camel context; empty while that has used no endpoint of the component. */
    public static Optional<Monitor> of(CamelContext context) {
        return Optional.ofNullable(context.getCamelContextExtension().getContextPlugin(Monitor.class));
    }

    /** Adds a key with a number of its own. */
    public synchronized void add(MonitoredKey key) {
        keys.add(key);
        if (listener != null) {
            listener.added(key);
        }
    }

    /** Removes a key that nothing uses any more, with its meters; ignored if it is not there. */
    public synchronized void remove(MonitoredKey key) {
        if (keys.remove(key) && listener != null) {
            listener.removed(key);
        }
    }

    /** The counts of the watch lists of a name: the same object for the same name, until each caller released it. */
    public synchronized WatchCounts acquireCounts(String name) {
        Shared shared = lists.get(name);
        if (shared == null) {
            shared = new Shared(new MonitoredList(name, new WatchCounts()));
            lists.put(name, shared);
            if (listener != null) {
                listener.added(shared.list);
            }
        }
        shared.users++;
        return shared.list.counts();
    }

    /** Gives a share of the counts back. Those that nothing uses any more are removed, with their meters. */
    public synchronized void releaseCounts(String name) {
        Shared shared = lists.get(name);
        if (--shared.users == 0) {
            lists.remove(name);
            if (listener != null) {
                listener.removed(shared.list);
            }
        }
    }

    /** Adds a consumer that starts. */
    public void add(MonitoredConsumer consumer) {
        consumers.add(consumer);
    }

    /** Removes a consumer that stops; ignored if it is not there, or null. */
    public void remove(MonitoredConsumer consumer) {
        consumers.remove(consumer);
    }

    synchronized void listen(Listener added) {
        listener = added;
        keys.forEach(added::added);
        lists.values().forEach(shared -> added.added(shared.list));
    }

    synchronized void stopListening() {
        listener = null;
    }

    /** A copy: the consumers that are started. */
    public List<MonitoredConsumer> consumers() {
        return List.copyOf(consumers);
    }

    /** A copy: the watch lists, by name. */
    public synchronized List<MonitoredList> lists() {
        return lists.values().stream().map(shared -> shared.list).toList();
    }

    /** A copy: the API keys, by number. */
    public synchronized List<MonitoredKey> keys() {
        return List.copyOf(keys);
    }

    /** The time of watches. */
    Instant now() {
        return clock.instant();
    }

    /** How many executions are being watched from the lists of a name. */
    int watches(String list) {
        return of(list).mapToInt(consumer -> consumer.watcher().size()).sum();
    }

    /** For how long the oldest watch of the lists of a name has been there; zero without one. */
    Duration oldestWatch(String list) {
        Instant now = now();
        return of(list).flatMap(consumer -> consumer.watcher().oldest().stream())
                .min(Instant::compareTo)
                .filter(now::isAfter)
                .map(oldest -> Duration.between(oldest, now))
                .orElse(Duration.ZERO);
    }

    private Stream<MonitoredConsumer> of(String list) {
        return consumers.stream().filter(consumer -> consumer.list().name().equals(list));
    }
}
