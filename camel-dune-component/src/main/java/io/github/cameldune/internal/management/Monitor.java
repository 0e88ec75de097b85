package io.github.cameldune.internal.management;

import io.github.cameldune.internal.watch.WatchCounts;
import io.github.cameldune.internal.watch.WatchList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;

/**
 * What there is to show of the component in one Camel context: a plugin of the context, made when the first endpoint
 * starts. Thread-safe.
 */
public final class Monitor {

    /** Hears of what is new, and first of what there is. */
    interface Listener {

        void added(MonitoredKey key);

        void removed(MonitoredKey key);

        void added(MonitoredList list);

        void removed(MonitoredList list);
    }

    private final List<MonitoredKey> keys = new CopyOnWriteArrayList<>();
    private final Map<String, MonitoredList> lists = new ConcurrentSkipListMap<>();
    private final List<MonitoredConsumer> consumers = new CopyOnWriteArrayList<>();
    private Listener listener;

    /** Knows nothing yet. */
    public Monitor() {}

    /**
     * What there is to show of a Camel context.
     *
     * @param context the context
     * @return empty while it has used no endpoint of the component
     */
    public static Optional<Monitor> of(CamelContext context) {
        return Optional.ofNullable(context.getCamelContextExtension().getContextPlugin(Monitor.class));
    }

    /**
     * Adds the key of a key.
     *
     * @param key with a number of its own
     */
    public synchronized void add(MonitoredKey key) {
        keys.add(key);
        if (listener != null) {
            listener.added(key);
        }
    }

    /**
     * Removes a key that nothing uses any more.
     *
     * @param key ignored if it is not there
     */
    public synchronized void remove(MonitoredKey key) {
        if (keys.remove(key) && listener != null) {
            listener.removed(key);
        }
    }

    /**
     * Removes the counts of the watch lists of a name that nothing uses any more.
     *
     * @param name the value of the option {@code watchList}
     */
    public synchronized void removeCounts(String name) {
        MonitoredList removed = lists.remove(name);
        if (removed != null && listener != null) {
            listener.removed(removed);
        }
    }

    /**
     * The counts of the watch lists of a name.
     *
     * @param name the value of the option {@code watchList}
     * @return the same object for the same name
     */
    public synchronized WatchCounts counts(String name) {
        MonitoredList known = lists.get(name);
        if (known == null) {
            known = new MonitoredList(name, new WatchCounts());
            lists.put(name, known);
            if (listener != null) {
                listener.added(known);
            }
        }
        return known.counts();
    }

    /**
     * Adds a consumer that starts.
     *
     * @param consumer until {@link #remove}
     */
    public void add(MonitoredConsumer consumer) {
        consumers.add(consumer);
    }

    /**
     * Removes a consumer that stops.
     *
     * @param consumer ignored if it is not there, or null
     */
    public void remove(MonitoredConsumer consumer) {
        consumers.remove(consumer);
    }

    synchronized void listen(Listener hears) {
        listener = hears;
        keys.forEach(hears::added);
        lists.values().forEach(hears::added);
    }

    /**
     * The keys, by number.
     *
     * @return a copy
     */
    public List<MonitoredKey> keys() {
        return List.copyOf(keys);
    }

    /**
     * The watch lists, by name.
     *
     * @return a copy
     */
    public List<MonitoredList> lists() {
        return List.copyOf(lists.values());
    }

    /**
     * The consumers that are started.
     *
     * @return a copy
     */
    public List<MonitoredConsumer> consumers() {
        return List.copyOf(consumers);
    }

    /**
     * The consumer of a watch list.
     *
     * @param list the list
     * @return empty if none is started in this Camel context
     */
    public Optional<MonitoredConsumer> consumer(WatchList list) {
        return consumers.stream().filter(consumer -> consumer.list() == list).findFirst();
    }

    /** How many executions are being watched from the lists of a name. */
    int watches(String name) {
        return consumers.stream()
                .filter(consumer -> consumer.list().name().equals(name))
                .mapToInt(consumer -> consumer.watcher().size())
                .sum();
    }
}
