/**
 * Where watches are kept: {@link io.github.cameldune.watch.store.WatchStore}, a small interface that anybody can
 * implement, and two implementations, on a {@link java.util.concurrent.ConcurrentMap} and on an SQL database.
 */
package io.github.cameldune.watch.store;
