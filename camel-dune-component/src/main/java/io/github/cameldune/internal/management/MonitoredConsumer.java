package io.github.cameldune.internal.management;

import io.github.cameldune.internal.watch.WatchList;
import io.github.cameldune.internal.watch.WatchSnapshot;
import io.github.cameldune.internal.watch.Watcher;
import java.util.Comparator;
import java.util.List;

/**
 * A consumer that is started.
 *
 * @param routeId its route, also behind {@code master:}; null if that is not known
 * @param endpoint its URI, with secrets masked
 */
public record MonitoredConsumer(String routeId, String endpoint, WatchList list, Watcher watcher) {

    private static final Comparator<WatchSnapshot> NEXT_FIRST =
            Comparator.comparing(WatchSnapshot::nextPoll, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** All watches at present; those first that have ended, then the one that is polled next. */
    public List<WatchSnapshot> watches() {
        return watcher.snapshots().stream().sorted(NEXT_FIRST).toList();
    }
}
