package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.WatchStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2's map in a file: the embedded durable choice. */
class MvMapWatchStoreTest implements WatchStoreContract {

    @TempDir
    private Path folder;

    private MVStore file;
    private WatchStore store;

    @BeforeEach
    void open() {
        file = MVStore.open(folder.resolve("watches.mv").toString());
        store = storeOn(file);
    }

    @AfterEach
    void close() {
        file.close();
    }

    @Override
    public WatchStore store() {
        return store;
    }

    @Override
    public WatchStore otherNode() {
        return storeOn(file);
    }

    @Test
    void keepsWatchesWhenItIsClosedAndOpenedAgain() {
        store.putIfAbsent(LIST, ID, "one");
        store.replace(LIST, ID, "one", "two");
        store.putIfAbsent(LIST, "gone", "x");
        store.remove(LIST, "gone", "x");
        file.close();
        open();

        assertThat(store.load(LIST)).containsExactly(Map.entry(ID, "two"));
        assertThat(store.replace(LIST, ID, "two", "three")).isTrue();
    }

    @Test
    void keepsEachChangeThatReturnedWhenTheProcessIsKilled() throws IOException {
        store.putIfAbsent(LIST, ID, "one");
        assertThat(loadedAfterKill("added")).containsExactly(Map.entry(ID, "one"));
        store.replace(LIST, ID, "one", "two");
        assertThat(loadedAfterKill("replaced")).containsExactly(Map.entry(ID, "two"));
        store.remove(LIST, ID, "two");
        assertThat(loadedAfterKill("removed")).isEmpty();
    }

    @Test
    void saysThatTheMapIsClosedAndRecoversInANewOne() {
        store.putIfAbsent(LIST, ID, "one");
        file.close();

        assertThatThrownBy(() -> store.putIfAbsent(LIST, "other", "x"))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("putIfAbsent of default/other")
                .hasMessageContaining("MVMap behind the store is open");
        assertThatThrownBy(() -> store.replace(LIST, ID, "one", "two")).isInstanceOf(WatchStoreException.class);
        assertThatThrownBy(() -> store.remove(LIST, ID, "one")).isInstanceOf(WatchStoreException.class);
        open();
        assertThat(store.ids(LIST)).containsExactly(ID);
    }

    /** What a new process finds in the file as it is now, with nothing closed or flushed. */
    private Map<String, String> loadedAfterKill(String name) throws IOException {
        Path copy = Files.copy(folder.resolve("watches.mv"), folder.resolve(name));
        try (MVStore reopened = MVStore.open(copy.toString())) {
            return storeOn(reopened).load(LIST);
        }
    }

    private static WatchStore storeOn(MVStore file) {
        return new MapWatchStore(file.openMap("watches"), file::commit);
    }
}
