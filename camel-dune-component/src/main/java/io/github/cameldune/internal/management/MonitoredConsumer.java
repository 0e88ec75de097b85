package io.github.cameldune.internal.management;

import io.github.cameldune.internal.watch.WatchList;
import io.github.cameldune.internal.watch.WatchSnapshot;
import io.github.cameldune.internal.watch.Watcher;
import java.util.Comparator;

/**
 * A consumer that is started.
 *
 * @param routeId its route, also behind {@code master:}; null if that is not known
 * @param endpoint its URI, with secrets masked
 * @param list what it watches
 * @param watcher how
 */
public record MonitoredConsumer(String routeId, String endpoint, WatchList list, Watcher watcher) {

    private static final Comparator<WatchSnapshot> NEXT_FIRST =
            Comparator.comparing(WatchSnapshot::nextPoll, Comparator.nullsFirst(Comparator.naturalOrder()));

    /**
     * The consumer at present.
     *
     * @return with all its watches
     */
    public ConsumerSnapshot snapshot() {
        return new ConsumerSnapshot(
                routeId,
                endpoint,
                list.name(),
                watcher.snapshots().stream().sorted(NEXT_FIRST).toList());
    }
}
