package io.github.cameldune.internal.management;

import io.github.cameldune.internal.watch.WatchCounts;

/**
 * All watch lists of one name in a Camel context, whatever stores they are in: counted together.
 *
 * @param name the value of the option {@code watchList}
 * @param counts what became of their watches
 */
public record MonitoredList(String name, WatchCounts counts) {}
