package io.github.cameldune.management;

import io.github.cameldune.watch.WatchCounts;
import io.github.cameldune.watch.WatchList;
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

        void added(MonitoredBudget budget);

        void added(MonitoredList list);
    }

    private final List<MonitoredBudget> budgets = new CopyOnWriteArrayList<>();
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
     * Adds the budget of a key.
     *
     * @param budget with a number of its own
     */
    public synchronized void add(MonitoredBudget budget) {
        budgets.add(budget);
        if (listener != null) {
            listener.added(budget);
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
        budgets.forEach(hears::added);
        lists.values().forEach(hears::added);
    }

    /**
     * The budgets, by number.
     *
     * @return a copy
     */
    public List<MonitoredBudget> budgets() {
        return List.copyOf(budgets);
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
