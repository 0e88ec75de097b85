package io.github.cameldune.internal.watch;

import io.github.cameldune.client.ExecutionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a watcher finds in the store when it begins, with the executions of the option {@code executionIds} added. */
final class FirstReading {

    private static final Logger LOG = LoggerFactory.getLogger(FirstReading.class);

    private final WatchList list;
    private final Set<ExecutionId> pinned;
    private final Supplier<String> rateLimit;
    private final Map<ExecutionId, StoredWatch> stored;

    private FirstReading(Watcher.Setup setup, Map<ExecutionId, StoredWatch> stored) {
        this.list = setup.list();
        this.pinned = setup.pinned();
        this.rateLimit = setup.rateLimit();
        this.stored = stored;
    }

    static FirstReading of(Watcher.Setup setup, Instant now) {
        StoredWatches store = setup.list().stored();
        Map<ExecutionId, StoredWatch> stored = store.load();
        for (ExecutionId id : setup.pinned()) {
            StoredWatch added = StoredWatch.of(Watch.pinned(id, now));
            if (!stored.containsKey(id) && store.putIfAbsent(added)) {
                stored.put(id, added);
            }
        }
        return new FirstReading(setup, stored);
    }

    List<StoredWatch> watched() {
        return stored.values().stream().filter(each -> !each.watch().ended()).toList();
    }

    /** An execution that is no longer in executionIds is not begun again, so the mark of its end has no use. */
    void removeUnnamedMarks() {
        stored.values().stream()
                .filter(each -> each.watch().ended() && !isNamed(each))
                .forEach(each -> list.stored().remove(each.watch().executionId(), each.text()));
    }

    void log(int watched) {
        LOG.info("Watch list '{}': {} executions are watched. Rate limit: {}.", list.name(), watched, rateLimit.get());
        long ended = stored.values().stream()
                .filter(each -> each.watch().ended() && isNamed(each))
                .count();
        if (ended > 0) {
            LOG.info(
                    "Watch list '{}': {} of {} executionIds are not watched, because they ended and their end was delivered.",
                    list.name(),
                    ended,
                    pinned.size());
        }
        long unnamed = watched().stream()
                .filter(each -> each.watch().pinned() && !isNamed(each))
                .count();
        if (unnamed > 0) {
            LOG.info(
                    "Watch list '{}': {} executions that are no longer in executionIds are watched until they end;"
                            + " dune:unwatch removes them.",
                    list.name(),
                    unnamed);
        }
    }

    private boolean isNamed(StoredWatch each) {
        return pinned.contains(each.watch().executionId());
    }
}
