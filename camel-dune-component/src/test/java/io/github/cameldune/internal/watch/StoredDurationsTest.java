package io.github.cameldune.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.schedule.learning.QueryDurations;
import io.github.cameldune.watch.store.FailingStore;
import io.github.cameldune.watch.store.MapWatchStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;

/** Learned durations in the store: a failure costs what was learned and nothing else. */
class StoredDurationsTest {

    private static final String KEY = "dune:durations/42";

    private final ConcurrentMap<String, String> map = new ConcurrentHashMap<>();
    private final FailingStore store = new FailingStore(new MapWatchStore(map));
    private final QueryDurations durations = new QueryDurations();
    private final StoredDurations stored = new StoredDurations(store, durations);

    @Test
    void writesWhatIsKnownInTenthsOfSecondsAndOverWhatWasThere() {
        stored.save(42);
        assertThat(map).isEmpty();
        durations.ended(42, new ExecutionId("a"), Duration.ofMillis(12_345));
        stored.save(42);
        assertThat(map).containsOnly(Map.entry(KEY, "{\"seconds\":[12.3]}"));

        durations.ended(42, new ExecutionId("b"), Duration.ofSeconds(9));
        stored.save(42);

        assertThat(map).containsOnly(Map.entry(KEY, "{\"seconds\":[12.3,9.0]}"));
    }

    @Test
    void readsWhatIsReadableAndLeavesOutTheRest() {
        map.put(KEY, "{\"seconds\":[1.5,\"x\",-3,null,2]}");
        map.put("dune:durations/43", "no JSON");
        map.put("dune:durations/abc", "{\"seconds\":[1]}");
        map.put("dune:durations/44", "{\"seconds\":7}");

        stored.load();

        assertThat(durations.durations(42)).containsExactly(1.5, 2.0);
        assertThat(durations.durations(43)).isEmpty();
        assertThat(durations.durations(44)).isEmpty();
    }

    @Test
    void aStoreThatFailsIsNoTrouble() {
        durations.ended(42, new ExecutionId("b"), Duration.ofSeconds(9));
        store.reads(false).writes(false);

        stored.load();
        stored.save(42);

        assertThat(durations.durations(42)).containsExactly(9.0);
        assertThat(map).isEmpty();
    }
}
