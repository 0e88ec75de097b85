package io.github.cameldune.internal.management;

import io.github.cameldune.internal.watch.WatchSnapshot;
import java.util.List;

/**
 * A consumer at an instant.
 *
 * @param routeId its route; null if that is not known
 * @param endpoint its URI, with secrets masked
 * @param watchList the name of its watch list
 * @param watches all of them; those first that have ended, then the one that is polled next
 */
public record ConsumerSnapshot(String routeId, String endpoint, String watchList, List<WatchSnapshot> watches) {}
