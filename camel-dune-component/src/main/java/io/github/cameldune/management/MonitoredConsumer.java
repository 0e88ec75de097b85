package io.github.cameldune.management;

import io.github.cameldune.watch.WatchList;
import io.github.cameldune.watch.Watcher;

/**
 * A consumer that is started.
 *
 * @param routeId its route, also behind {@code master:}; null if that is not known
 * @param endpoint its URI, with secrets masked
 * @param list what it watches
 * @param watcher how
 */
public record MonitoredConsumer(String routeId, String endpoint, WatchList list, Watcher watcher) {}
