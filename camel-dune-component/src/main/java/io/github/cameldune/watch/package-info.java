/**
 * Watches executions: what is remembered of each ({@link io.github.cameldune.watch.Watch}), where ({@link
 * io.github.cameldune.watch.store.WatchStore}), and how a status becomes a transition that is told at least once and in order
 * ({@link io.github.cameldune.watch.Watcher}).
 *
 * <p>Nothing here knows Camel: a {@link io.github.cameldune.watch.WatchSink} takes the transitions.
 */
package io.github.cameldune.watch;
