package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every watch store does. A test class implements it with a store that is empty before each test. */
interface WatchStoreContract extends WatchStoreRaces {

    @Test
    default void hasNothingAtFirst() {
        assertThat(store().ids(LIST)).isEmpty();
        assertThat(store().load(LIST)).isEmpty();
        assertThat(store().get(LIST, ID)).isNull();
    }

    @Test
    default void keepsWhatWasAddedForEveryNode() {
        assertThat(store().putIfAbsent(LIST, ID, "{\"a\":1}")).isTrue();

        for (WatchStore node : List.of(store(), otherNode())) {
            assertThat(node.get(LIST, ID)).isEqualTo("{\"a\":1}");
            assertThat(node.ids(LIST)).containsExactly(ID);
            assertThat(node.load(LIST)).containsExactly(Map.entry(ID, "{\"a\":1}"));
        }
    }

    @Test
    default void addsNothingWhereThereIsAWatch() {
        store().putIfAbsent(LIST, ID, "first");

        assertThat(store().putIfAbsent(LIST, ID, "second")).isFalse();
        assertThat(store().putIfAbsent(LIST, ID, "first")).isFalse();
        assertThat(otherNode().putIfAbsent(LIST, ID, "third")).isFalse();
        assertThat(store().get(LIST, ID)).isEqualTo("first");
    }

    @Test
    default void goesOnAfterAnAddThatWasRefused() {
        store().putIfAbsent(LIST, ID, "first");
        store().putIfAbsent(LIST, ID, "second");

        assertThat(store().putIfAbsent(LIST, "other", "x")).isTrue();
        assertThat(store().replace(LIST, ID, "first", "third")).isTrue();
        assertThat(otherNode().load(LIST)).isEqualTo(Map.of(ID, "third", "other", "x"));
    }

    @Test
    default void replacesOnlyWhatIsExpected() {
        store().putIfAbsent(LIST, ID, "one");

        assertThat(store().replace(LIST, ID, "ONE", "two")).isFalse();
        assertThat(store().replace(LIST, ID, "one ", "two")).isFalse();
        assertThat(store().get(LIST, ID)).isEqualTo("one");
        assertThat(otherNode().replace(LIST, ID, "one", "two")).isTrue();
        assertThat(store().replace(LIST, ID, "one", "three")).isFalse();
        assertThat(store().get(LIST, ID)).isEqualTo("two");
    }

    @Test
    default void replacesAValueByTheSameValue() {
        store().putIfAbsent(LIST, ID, "one");

        assertThat(store().replace(LIST, ID, "one", "one")).isTrue();
    }

    @Test
    default void replacesNothingWhereThereIsNoWatch() {
        assertThat(store().replace(LIST, ID, "one", "two")).isFalse();
        assertThat(store().ids(LIST)).isEmpty();
    }

    @Test
    default void removesOnlyWhatIsExpected() {
        store().putIfAbsent(LIST, ID, "one");

        assertThat(store().remove(LIST, ID, "two")).isFalse();
        assertThat(store().get(LIST, ID)).isEqualTo("one");
        assertThat(otherNode().remove(LIST, ID, "one")).isTrue();
        assertThat(store().remove(LIST, ID, "one")).isFalse();
        assertThat(store().ids(LIST)).isEmpty();
        assertThat(store().get(LIST, ID)).isNull();
    }

    @Test
    default void addsAgainWhatWasRemoved() {
        store().putIfAbsent(LIST, ID, "one");
        store().remove(LIST, ID, "one");

        assertThat(store().putIfAbsent(LIST, ID, "two")).isTrue();
        assertThat(store().get(LIST, ID)).isEqualTo("two");
    }

    @Test
    default void neverMixesWatchLists() {
        List<String> lists = List.of("a", "A", "a/b", "a/", "/a", "a_", "a%", "ä", "a'; DROP TABLE x; --", "${a}", "b");
        lists.forEach(
                list -> assertThat(store().putIfAbsent(list, ID, "of " + list)).isTrue());
        store().putIfAbsent("a/b", "only-here", "x");

        for (String list : lists) {
            assertThat(store().get(list, ID)).isEqualTo("of " + list);
            assertThat(store().load(list)).containsEntry(ID, "of " + list);
            assertThat(store().ids(list)).hasSize(list.equals("a/b") ? 2 : 1);
        }
        store().remove("a", ID, "of a");
        assertThat(store().ids("a")).isEmpty();
        assertThat(store().ids("a/b")).containsExactlyInAnyOrder(ID, "only-here");
    }

    @Test
    default void tellsExecutionIdsApart() {
        Set<String> ids = Set.of("a", "A", "_", "-", "a-", "a_", "1", "01", "x".repeat(64));
        ids.forEach(id -> store().putIfAbsent(LIST, id, "of " + id));

        assertThat(store().ids(LIST)).isEqualTo(ids);
        ids.forEach(id -> assertThat(store().get(LIST, id)).isEqualTo("of " + id));
    }

    @Test
    default void keepsTextExactly() {
        String value = "{\"h\":\"' \\\" \\\\ %s ? ; -- ${x} {{y}} é 漢 \uD83D\uDC2B\n\t end \"} ";
        store().putIfAbsent(LIST, ID, value);

        assertThat(otherNode().get(LIST, ID)).isEqualTo(value);
        assertThat(otherNode().load(LIST)).containsEntry(ID, value);
        assertThat(store().replace(LIST, ID, value, value + "!")).isTrue();
        assertThat(store().remove(LIST, ID, value + "!")).isTrue();
    }

    @Test
    default void keepsAValueOf4000Characters() {
        String value = "x".repeat(3999);
        store().putIfAbsent(LIST, ID, value + "1");

        assertThat(store().replace(LIST, ID, value + "2", "y")).isFalse();
        assertThat(store().replace(LIST, ID, value + "1", value + "2")).isTrue();
        assertThat(store().get(LIST, ID)).isEqualTo(value + "2");
    }

    @Test
    default void loadsAListOfManyWatches() {
        Map<String, String> all = new HashMap<>();
        IntStream.range(0, 2500).forEach(i -> all.put("id-" + i, "value " + i));
        all.forEach((id, value) -> store().putIfAbsent(LIST, id, value));
        store().putIfAbsent("another", ID, "x");

        assertThat(otherNode().load(LIST)).isEqualTo(all);
        assertThat(otherNode().ids(LIST)).isEqualTo(all.keySet());
    }

    @Test
    default void givesSnapshotsThatAreTheCallersOwn() {
        store().putIfAbsent(LIST, ID, "one");
        Set<String> ids = store().ids(LIST);
        Map<String, String> loaded = store().load(LIST);
        store().remove(LIST, ID, "one");

        assertThat(ids).containsExactly(ID);
        assertThat(loaded).containsExactly(Map.entry(ID, "one"));
    }
}
