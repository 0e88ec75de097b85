package io.github.cameldune.internal.watch;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.health.StoreHealth;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records events that the route accepted in the store, by compare-and-set, since other nodes may change what it holds.
 * Thread-safe.
 */
final class EventRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);

    private final WatchList list;
    private final Set<ExecutionId> pinned;
    private final StoreHealth store;

    EventRecorder(Watcher.Setup setup, StoreHealth store) {
        this.list = setup.list();
        this.pinned = setup.pinned();
        this.store = store;
    }

    /** The watch in the store; null if there is none. */
    StoredWatch current(ExecutionId id) {
        return store.reading(() -> list.stored().get(id));
    }

    /** Records an event, or removes the watch with its last one; false if the store failed, and it is to be tried again. */
    boolean record(ActiveWatch watch, WatchEvent event) {
        try {
            return store.writing(() -> {
                write(watch, event);
                return true;
            });
        } catch (WatchStoreException e) {
            return false;
        } catch (RuntimeException | Error e) {
            LOG.error("Recording an event of execution {} failed unexpectedly; it will be tried again", watch.id(), e);
            return false;
        }
    }

    private void write(ActiveWatch watch, WatchEvent event) {
        for (int tries = 0; !watch.isRemoved(); tries++) {
            StoredWatch expected = watch.stored();
            if (tryWrite(watch, expected, event)) {
                if (event instanceof Expiry) {
                    list.counts().watchExpired();
                }
                return;
            }
            StoredWatch actual = list.stored().get(watch.id());
            if (actual == null || !actual.isOfSameWatch(expected)) {
                // removed meanwhile, by dune:unwatch here or on another node; one added again is another watch
                watch.remove();
                return;
            }
            list.stored().requireProgress(watch.id(), tries);
            watch.stored(actual);
        }
    }

    private boolean tryWrite(ActiveWatch watch, StoredWatch expected, WatchEvent event) {
        Watch before = expected.watch();
        // of executionIds, whatever else added it: stays, marked as ended, unless no status of it was ever read
        boolean isPinned = before.pinned() || pinned.contains(watch.id());
        if (event.isLast() && !(isPinned && event.stateAfter() != null)) {
            return list.stored().remove(watch.id(), expected.text());
        }
        StoredWatch next = StoredWatch.of(
                event.isLast() ? before.ended(event.stateAfter()) : before.delivered(event.stateAfter()));
        if (!list.stored().replace(watch.id(), expected.text(), next)) {
            return false;
        }
        watch.stored(next);
        return true;
    }
}
