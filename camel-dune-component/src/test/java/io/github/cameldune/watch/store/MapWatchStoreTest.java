package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.WatchStoreException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MapWatchStoreTest implements WatchStoreContract {

    private final ConcurrentMap<String, String> map = new ConcurrentHashMap<>();
    private final AtomicInteger changes = new AtomicInteger();
    private final WatchStore store = new MapWatchStore(map, changes::incrementAndGet);

    @Override
    public WatchStore store() {
        return store;
    }

    @Override
    public WatchStore otherNode() {
        return new MapWatchStore(map);
    }

    @Test
    void writesEntriesThatAPersonCanRead() {
        store.putIfAbsent(LIST, ID, "{}");

        assertThat(map).containsExactly(Map.entry("default/" + ID, "{}"));
    }

    @Test
    void leavesForeignEntriesAlone() {
        Map<String, String> foreign = Map.of(
                "default",
                "1",
                "default/",
                "2",
                "default/a b",
                "3",
                "default/" + "x".repeat(65),
                "4",
                "/",
                "5",
                "",
                "6");
        map.putAll(foreign);
        store.putIfAbsent(LIST, ID, "mine");

        assertThat(store.ids(LIST)).containsExactly(ID);
        assertThat(store.load(LIST)).containsExactly(Map.entry(ID, "mine"));
        assertThat(store.count(LIST)).isEqualTo(1);
        store.remove(LIST, ID, "mine");
        assertThat(map).isEqualTo(foreign);
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void leavesForeignClassesAlone() {
        ConcurrentMap untyped = map;
        untyped.put(7, 8);
        untyped.put("default/number", 9);

        assertThat(store.load(LIST)).isEmpty();
        assertThat(store.ids("7")).isEmpty();
        assertThatThrownBy(() -> store.get(LIST, "number"))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("get of default/number")
                .hasMessageContaining("is text");
        assertThat(untyped).containsEntry(7, 8).containsEntry("default/number", 9);
    }

    @Test
    void runsAfterEachChangeAndOnlyThen() {
        store.putIfAbsent(LIST, ID, "a");
        assertThat(changes).hasValue(1);
        store.replace(LIST, ID, "a", "b");
        assertThat(changes).hasValue(2);
        store.remove(LIST, ID, "b");
        assertThat(changes).hasValue(3);

        store.remove(LIST, ID, "b");
        store.replace(LIST, ID, "a", "b");
        store.ids(LIST);
        store.load(LIST);
        store.count(LIST);
        store.get(LIST, ID);
        assertThat(changes).hasValue(3);
    }

    @Test
    void saysThatTheChangeCouldNotBeWritten() {
        IllegalStateException full = new IllegalStateException("disk full");
        WatchStore failing = new MapWatchStore(map, () -> {
            throw full;
        });

        assertThatThrownBy(() -> failing.putIfAbsent(LIST, ID, "a"))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("putIfAbsent of default/" + ID)
                .hasCause(full);
    }
}
