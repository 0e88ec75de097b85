package io.github.cameldune.internal.context;

import io.github.cameldune.internal.time.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Things that several users share, each under a key of its own: made for the first of them and removed some time after the
 * last. That is soon enough that names that come and go do not fill the memory, and late enough that a route that restarts
 * finds what was learned. Thread-safe.
 */
final class SharedResources<K, V> {

    private static final Duration KEPT = Duration.ofMinutes(10);

    private static final class Shared<V> {
        private final V value;
        private int users;

        /** Counts the releases that left no user: only the timer of the last one may remove it. */
        private long releases;

        private Shared(V value) {
            this.value = value;
        }
    }

    private final Map<K, Shared<V>> resources = new HashMap<>();
    private final Function<K, V> maker;
    private final Consumer<V> remover;
    private final Timer timer;

    SharedResources(Function<K, V> maker, Consumer<V> remover, Timer timer) {
        this.maker = maker;
        this.remover = remover;
        this.timer = timer;
    }

    /** Takes a share, to be released. */
    synchronized V acquire(K key) {
        Shared<V> shared = resources.computeIfAbsent(key, any -> new Shared<>(maker.apply(key)));
        shared.users++;
        return shared.value;
    }

    synchronized void release(K key) {
        Shared<V> shared = resources.get(key);
        if (shared != null && --shared.users == 0) {
            long release = ++shared.releases;
            try {
                timer.schedule(KEPT, () -> removeIfUnused(key, release));
            } catch (RuntimeException e) {
                // the Camel context is stopping, and everything goes with it
                resources.remove(key);
            }
        }
    }

    private void removeIfUnused(K key, long release) {
        V removed;
        synchronized (this) {
            Shared<V> shared = resources.get(key);
            if (shared == null || shared.users > 0 || shared.releases != release) {
                return;
            }
            removed = resources.remove(key).value;
        }
        remover.accept(removed);
    }

    synchronized List<V> all() {
        return resources.values().stream().map(shared -> shared.value).toList();
    }
}
