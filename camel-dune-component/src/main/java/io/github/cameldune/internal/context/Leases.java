package io.github.cameldune.internal.context;

import io.github.cameldune.internal.time.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Things that several users share, made for the first of them and removed some time after the last: soon enough that names
 * that come and go do not fill the memory, and late enough that a route that restarts finds what was learned. Thread-safe.
 *
 * @param <K> what tells one from another
 * @param <V> the shared things
 */
final class Leases<K, V> {

    private static final Duration KEPT = Duration.ofMinutes(10);

    private static final class Lease<V> {
        private final V value;
        private int users;
        private long releases;

        private Lease(V value) {
            this.value = value;
        }
    }

    private final Map<K, Lease<V>> leases = new HashMap<>();
    private final Function<K, V> maker;
    private final Consumer<V> remover;
    private final Timer timer;

    Leases(Function<K, V> maker, Consumer<V> remover, Timer timer) {
        this.maker = maker;
        this.remover = remover;
        this.timer = timer;
    }

    /** Takes a share, to be released. */
    synchronized V acquire(K key) {
        Lease<V> lease = leases.computeIfAbsent(key, any -> new Lease<>(maker.apply(key)));
        lease.users++;
        return lease.value;
    }

    synchronized void release(K key) {
        Lease<V> lease = leases.get(key);
        if (lease != null && --lease.users == 0) {
            long release = ++lease.releases;
            try {
                timer.schedule(KEPT, () -> removeIfUnused(key, release));
            } catch (RuntimeException e) {
                // the Camel context is stopping, and everything goes with it
                leases.remove(key);
            }
        }
    }

    private void removeIfUnused(K key, long release) {
        V removed;
        synchronized (this) {
            Lease<V> lease = leases.get(key);
            if (lease == null || lease.users > 0 || lease.releases != release) {
                return;
            }
            removed = leases.remove(key).value;
        }
        remover.accept(removed);
    }

    synchronized List<V> all() {
        return leases.values().stream().map(lease -> lease.value).toList();
    }
}
