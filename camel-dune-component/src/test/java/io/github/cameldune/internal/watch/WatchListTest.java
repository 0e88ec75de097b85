package io.github.cameldune.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.time.VirtualTime;
import io.github.cameldune.watch.store.FailingStore;
import io.github.cameldune.watch.store.MapWatchStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;

/** What producers do to a watch list, and what its consumer hears of it. */
class WatchListTest {

    private static final Duration RECOUNT = Duration.ofSeconds(5);

    private final VirtualTime time = new VirtualTime();
    private final ConcurrentMap<String, String> map = new ConcurrentHashMap<>();
    private final FailingStore store = new FailingStore(new MapWatchStore(map));
    private final WatchList list = new WatchList(store, "list", time, new WatchCounts());
    private final List<String> heard = new ArrayList<>();
    private final WatchList.Listener consumer = new Hearing();

    private final class Hearing implements WatchList.Listener {

        @Override
        public void added(StoredWatch watch) {
            heard.add("+" + watch.watch().executionId());
        }

        @Override
        public void removed(ExecutionId id) {
            heard.add("-" + id);
        }
    }

    private Watch watch(int number) {
        return Watch.of(new ExecutionId("x" + number), time.instant());
    }

    private boolean add(int number) {
        return list.add(watch(number), 3, RECOUNT);
    }

    @Test
    void tellsItsConsumerOfWhatIsAddedAndRemoved() {
        list.attach(consumer);

        assertThat(add(1)).isTrue();
        assertThat(list.remove(new ExecutionId("x1"))).isTrue();
        assertThat(list.remove(new ExecutionId("x1"))).isFalse();

        assertThat(heard).containsExactly("+x1", "-x1");
        assertThat(map).isEmpty();
    }

    @Test
    void leavesAWatchAsItIsWhenItIsAddedAgain() {
        list.attach(consumer);
        add(1);
        String before = map.get("list/x1");

        assertThat(list.add(watch(1).with(null, null, Map.of("order", 2)), 3, RECOUNT))
                .isFalse();

        assertThat(map).containsEntry("list/x1", before);
        assertThat(heard).containsExactly("+x1");
    }

    @Test
    void beginsAnEndedWatchAgain() {
        map.put("list/x1", WatchJson.write(watch(1).ended("QUERY_STATE_FAILED")));
        list.attach(consumer);

        assertThat(add(1)).isTrue();

        assertThat(map.get("list/x1")).doesNotContain("ended").doesNotContain("FAILED");
        assertThat(heard).containsExactly("+x1");
    }

    @Test
    void refusesOneMoreThanMaxWatchesAndNamesTheOption() {
        add(1);
        add(2);
        add(3);

        assertThatThrownBy(() -> add(4))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("maxWatches is 3")
                .hasMessageContaining("x4");
        assertThat(add(3)).isFalse();
        assertThat(map).hasSize(3);
    }

    @Test
    void hasRoomAgainOnceOneWasRemovedHereOrElsewhere() {
        add(1);
        add(2);
        add(3);
        list.remove(new ExecutionId("x1"));
        assertThat(add(4)).isTrue();

        map.remove("list/x2");
        time.advance(RECOUNT);

        assertThat(add(5)).isTrue();
    }

    @Test
    void countsWhatOtherNodesAddedOnceTheCountIsOld() {
        add(1);
        new WatchList(store, "list", time, new WatchCounts()).add(watch(2), 3, RECOUNT);
        new WatchList(store, "list", time, new WatchCounts()).add(watch(3), 3, RECOUNT);
        time.advance(RECOUNT);

        assertThatThrownBy(() -> add(4)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tellsTheCallerWhenTheStoreFailsAndTheConsumerNothing() {
        list.attach(consumer);
        store.writes(false);

        assertThatThrownBy(() -> add(1)).isInstanceOf(WatchStoreException.class);
        assertThat(heard).isEmpty();
    }

    @Test
    void hasOneConsumerAtATime() {
        list.attach(consumer);
        list.attach(consumer);
        WatchList.Listener other = new Hearing();
        assertThatThrownBy(() -> list.attach(other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'list'")
                .hasMessageContaining("watchList");

        list.detach(other);
        assertThatThrownBy(() -> list.attach(other)).isInstanceOf(IllegalStateException.class);
        list.detach(consumer);
        list.attach(other);
        add(1);
        assertThat(heard).containsExactly("+x1");
    }

    @Test
    void leavesOutWhatIsNoWatch() {
        add(1);
        map.put("list/x2", "no JSON");
        map.put("list/with space", "{}");
        map.put("other/x3", map.get("list/x1"));

        assertThat(list.stored().load()).containsOnlyKeys(new ExecutionId("x1"));
        assertThat(list.stored().get(new ExecutionId("x2"))).isNull();
        assertThat(list.stored().ids()).containsExactlyInAnyOrder(new ExecutionId("x1"), new ExecutionId("x2"));
        assertThat(list.remove(new ExecutionId("x2"))).isTrue();
    }
}
