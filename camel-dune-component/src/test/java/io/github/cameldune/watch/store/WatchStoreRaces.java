package io.github.cameldune.watch.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The part of the contract that is about threads of two nodes competing for one watch. */
interface WatchStoreRaces {

    String LIST = "default";
    String ID = "01HKZJ2683PHF9Q9PHHQ8FW4Q1";

    WatchStore store();

    /** The same watches as another node sees them. */
    WatchStore otherNode();

    @Test
    default void letsOneOfManyAdd() {
        for (int round = 0; round < 10; round++) {
            String id = "id-" + round;
            List<Boolean> added = Race.run(8, i -> node(i).putIfAbsent(LIST, id, "value " + i));

            assertThat(added).containsOnlyOnce(true);
            assertThat(store().get(LIST, id)).isEqualTo("value " + added.indexOf(true));
        }
    }

    @Test
    default void letsOneOfManyReplaceOrRemove() {
        for (int round = 0; round < 10; round++) {
            String id = "id-" + round;
            store().putIfAbsent(LIST, id, "start");
            List<Boolean> won = Race.run(
                    8,
                    i -> i % 4 == 3
                            ? node(i).remove(LIST, id, "start")
                            : node(i).replace(LIST, id, "start", "value " + i));

            assertThat(won).containsOnlyOnce(true);
            int winner = won.indexOf(true);
            assertThat(store().get(LIST, id)).isEqualTo(winner % 4 == 3 ? null : "value " + winner);
        }
    }

    @Test
    default void losesNoUpdate() {
        store().putIfAbsent(LIST, ID, "0");
        Race.run(4, i -> {
            for (int done = 0; done < 25; ) {
                String value = node(i).get(LIST, ID);
                done += node(i).replace(LIST, ID, value, String.valueOf(Integer.parseInt(value) + 1)) ? 1 : 0;
            }
            return true;
        });

        assertThat(store().get(LIST, ID)).isEqualTo("100");
    }

    @Test
    default void addsAndRemovesTakeTurns() {
        List<Integer> balances = new ArrayList<>(Race.run(6, i -> {
            int balance = 0;
            for (int n = 0; n < 25; n++) {
                balance += node(i).putIfAbsent(LIST, ID, "x") ? 1 : 0;
                balance -= node(i).remove(LIST, ID, "x") ? 1 : 0;
            }
            return balance;
        }));

        assertThat(balances.stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(store().ids(LIST).size());
    }

    private WatchStore node(int i) {
        return i % 2 == 0 ? store() : otherNode();
    }
}
