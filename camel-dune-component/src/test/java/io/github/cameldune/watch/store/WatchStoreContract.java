package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every watch store does. A test class implements it with a store that is empty before each test. */
interface WatchStoreContract extends WatchStoreRaces {

    /** Adds many values at once, where one after the other takes long. */
    default void addAll(Map<String, String> values) {
        values.forEach((id, value) -> store().putIfAbsent(LIST, id, value));
    }

    @Test
    default void hasNothingAtFirst() {
        assertThat(store().ids(LIST)).isEmpty();
        assertThat(store().load(LIST)).isEmpty();
        assertThat(store().count(LIST)).isZero();
        assertThat(store().get(LIST, ID)).isNull();
    }

    @Test
    default void keepsWhatWasAddedForEveryNode() {
        assertThat(store().putIfAbsent(LIST, ID, "{\"a\":1}")).isTrue();

        for (WatchStore node : List.of(store(), otherNode())) {
            assertThat(node.get(LIST, ID)).isEqualTo("{\"a\":1}");
            assertThat(node.ids(LIST)).containsExactly(ID);
            assertThat(node.count(LIST)).isEqualTo(1);
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
        assertThat(store().replace(LIST, ID, "one two", "two")).isFalse();
        assertThat(store().get(LIST, ID)).isEqualTo("one");
        assertThat(otherNode().replace(LIST, ID, "one", "two")).isTrue();
        assertThat(store().replace(LIST, ID, "one", "three")).isFalse();
        assertThat(store().get(LIST, ID)).isEqualTo("two");
    }

    @Test
    default void replacesAValueByTheSameValue() {
        store().putIfAbsent(LIST, ID, "one");

        assertThat(store().replace(LIST, ID, "one", "one")).isTrue();
        assertThat(store().replace(LIST, ID, "two", "two")).isFalse();
        assertThat(store().replace(LIST, "other", "two", "two")).isFalse();
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
        List<String> lists = List.of(
                "a",
                "A",
                "a/b",
                "a/",
                "/a",
                "a_",
                "a%",
                "ä",
                "á",
                "a'; DROP TABLE x; --",
                "${a}",
                "b",
                "漢",
                "\uD83D\uDC2B");
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
    default void tellsWatchListsApartThatDifferInBlanksAtTheEnd() {
        List<String> lists = List.of("l", "l ", "l  ", " l", "l|", "l |", "l ||", " ", "|");
        lists.forEach(list ->
                assertThat(store().putIfAbsent(list, ID, "of " + list + '.')).isTrue());

        for (String list : lists) {
            assertThat(otherNode().get(list, ID)).isEqualTo("of " + list + '.');
            assertThat(otherNode().load(list)).containsExactly(Map.entry(ID, "of " + list + '.'));
            assertThat(otherNode().count(list)).isEqualTo(1);
        }
        assertThat(store().remove("l ", ID, "of l .")).isTrue();
        assertThat(store().ids("l")).containsExactly(ID);
    }

    @Test
    default void takesTheLongestNameOfAList() {
        String longest = "\u00e9".repeat(190);
        String other = longest.substring(1) + 'e';

        assertThat(store().putIfAbsent(longest, "x".repeat(64), "one")).isTrue();
        assertThat(store().putIfAbsent(other, "x".repeat(64), "two")).isTrue();
        assertThat(otherNode().load(longest)).containsExactly(Map.entry("x".repeat(64), "one"));
    }

    @Test
    default void refusesANameThatIsTooLongOrEmpty() {
        for (String list : List.of("", "x".repeat(191))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store().putIfAbsent(list, ID, "x"))
                    .withMessageContaining("1 to 190 characters");
            assertThatIllegalArgumentException().isThrownBy(() -> store().ids(list));
            assertThatIllegalArgumentException().isThrownBy(() -> store().load(list));
            assertThatIllegalArgumentException().isThrownBy(() -> store().count(list));
        }
    }

    @Test
    default void refusesAKeyThatNoExecutionHas() {
        for (String key : List.of("", "a/b", "a b", "a ", "ä", "a\n", "../x", "x".repeat(65))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store().putIfAbsent(LIST, key, "x"))
                    .withMessageContaining("execution id");
            assertThatIllegalArgumentException().isThrownBy(() -> store().get(LIST, key));
        }
        assertThat(store().ids(LIST)).isEmpty();
    }

    @Test
    default void keepsDurationsAndSubmissionsBesideTheWatches() {
        String token = "0123456789abcdef".repeat(4);
        String long3500 = "{\"x\":\"" + "1".repeat(3492) + "\"}";
        store().putIfAbsent("dune:durations", "1234567", "[1,2]");

        assertThat(store().putIfAbsent("dune:submissions", token, long3500)).isTrue();
        assertThat(otherNode().get("dune:submissions", token)).hasSize(3500).isEqualTo(long3500);
        assertThat(otherNode().get("dune:durations", "1234567")).isEqualTo("[1,2]");
        assertThat(store().ids("dune:submissions")).containsExactly(token);
        assertThat(store().ids(LIST)).isEmpty();
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
        String value = "{\"h\":\" ' \\\" \\\\ %s ? ; -- ${x} {{y}} é 漢 \uD83D\uDC2B\n\t end \"}";
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
        IntStream.range(0, 1100).forEach(i -> all.put("id-" + i, "value " + i));
        store().putIfAbsent("another", ID, "x");
        addAll(all);

        assertThat(otherNode().load(LIST)).isEqualTo(all);
        assertThat(otherNode().ids(LIST)).isEqualTo(all.keySet());
        assertThat(otherNode().count(LIST)).isEqualTo(all.size());
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
