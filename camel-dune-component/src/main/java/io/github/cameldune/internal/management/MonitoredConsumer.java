package io.github.cameldune.internal.management;

import io.github.cameldune.internal.watch.WatchList;
import io.github.cameldune.internal.watch.Watcher;

/**
 * A consumer that is started.
 *
 * @param routeId its route, also behind {@code master:}; null if that is not known
 * @param endpoint its URI, with secrets masked
 * @param list what it watches
 * @param watcher how
 */
public record MonitoredConsumer(String routeId, String endpoint, WatchList list, Watcher watcher) {}
