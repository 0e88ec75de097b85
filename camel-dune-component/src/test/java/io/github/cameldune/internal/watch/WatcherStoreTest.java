package io.github.cameldune.internal.watch;

import static io.github.cameldune.internal.schedule.Answers.state;
import static io.github.cameldune.internal.watch.Watching.ID;
import static io.github.cameldune.internal.watch.Watching.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.watch.store.MapWatchStore;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The watches at work and those in the store, which other threads, other nodes and failures change. */
class WatcherStoreTest {

    private final Watching watching = new Watching();
    private final WatchList otherNode =
            new WatchList(new MapWatchStore(watching.map), "list", watching.time, new WatchCounts());

    private void addOnOtherNode(ExecutionId id) {
        otherNode.add(Watch.of(id, watching.time.instant()), 100, Duration.ZERO);
    }

    @Test
    void seesWhatAnotherNodeAddsAndRemovesThoughTheNumberStaysTheSame() {
        watching.answers(ID, state("EXECUTING")).answers(OTHER, state("PENDING"), state("COMPLETED"));
        watching.add(ID);
        watching.seconds(1);
        otherNode.remove(ID);
        addOnOtherNode(OTHER);

        watching.seconds(8);

        assertThat(watching.deliveredStates()).containsExactly("EXECUTING", "PENDING", "COMPLETED");
        assertThat(watching.watcher().size()).isZero();
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void seesWhatAnotherNodeAddsBesideAnEntryThatIsNoText() {
        watching.seconds(1);
        ConcurrentMap untyped = watching.map;
        untyped.put("list/looks-like-an-execution", 9);
        watching.answers(OTHER, state("COMPLETED"));
        addOnOtherNode(OTHER);

        watching.seconds(12);

        assertThat(watching.deliveredStates()).containsExactly("COMPLETED");
        assertThat(watching.watcher().store().failure()).isEmpty();
        assertThat(untyped).containsOnly(Map.entry("list/looks-like-an-execution", 9));
    }

    @Test
    void deliversNoMoreOfWhatWasRemovedWhileItsExchangeIsInFlight() {
        watching.answers(ID, state("PENDING"), state("COMPLETED"));
        watching.add(ID);
        watching.route = event -> {
            watching.list.remove(ID);
            return null;
        };

        watching.seconds(5);

        assertThat(watching.deliveredStates()).containsExactly("PENDING");
        assertThat(watching.map).isEmpty();
        assertThat(watching.queue.size()).isZero();
    }

    @Test
    void startsAnewWhenAnExecutionIsRemovedAndAddedWhileItsExchangeIsInFlight() {
        AtomicInteger begunMeanwhile = new AtomicInteger(-1);
        watching.answers(ID, state("COMPLETED"));
        watching.add(ID);
        watching.route = event -> {
            if (watching.delivered.size() == 1) {
                watching.list.remove(ID);
                watching.time.advance(Duration.ofMillis(1));
                Watch anew = Watch.of(ID, watching.time.instant()).with(null, null, Map.of("order", "new"));
                watching.list.add(anew, 100, Duration.ZERO);
                // the second must wait for the first, whose exchange is this one
                watching.tick();
                begunMeanwhile.set(watching.deliveries.size());
            }
            return null;
        };

        watching.seconds(3);

        assertThat(begunMeanwhile).hasValue(0);
        assertThat(watching.deliveredStates()).containsExactly("COMPLETED", "COMPLETED");
        assertThat(watching.delivered.get(1).watch().correlation()).containsEntry("order", "new");
        assertThat(watching.map).isEmpty();
    }

    @Test
    void doesNotEndTheNewWatchOfAnExecutionThatAnotherNodeRemovedAndAdded() {
        watching.answers(ID, state("COMPLETED"));
        watching.add(ID);
        watching.route = event -> {
            if (watching.delivered.size() == 1) {
                otherNode.remove(ID);
                watching.time.advance(Duration.ofMillis(1));
                addOnOtherNode(ID);
            }
            return null;
        };

        watching.seconds(1);
        assertThat(watching.map).isNotEmpty();
        watching.seconds(8);

        assertThat(watching.deliveredStates()).containsExactly("COMPLETED", "COMPLETED");
        assertThat(watching.map).isEmpty();
    }

    @Test
    void doesNotDeliverTwiceWhatWasAcceptedAndCouldNotBeRecorded() {
        watching.answers(ID, state("COMPLETED"));
        watching.add(ID);
        watching.store.writes(false);

        watching.seconds(10);
        assertThat(watching.watcher().store().failure()).isPresent();
        assertThat(watching.map).isNotEmpty();
        watching.store.writes(true);
        watching.seconds(2);

        assertThat(watching.delivered).hasSize(1);
        assertThat(watching.map).isEmpty();
        assertThat(watching.watcher().store().failure()).isEmpty();
    }

    @Test
    void isUnhealthyAsLongAsAStoreCanOnlyBeRead() {
        watching.answers(ID, state("EXECUTING"));
        watching.add(ID);
        watching.store.writes(false);
        watching.seconds(1);

        // the store is read every five seconds meanwhile
        for (int i = 0; i < 20; i++) {
            watching.seconds(1);
            assertThat(watching.watcher().store().failure()).isPresent();
        }
    }

    @Test
    void goesOnPollingAndDeliveringWhileTheStoreCannotBeRead() {
        watching.answers(ID, state("PENDING"), state("EXECUTING"), state("COMPLETED"));
        watching.add(ID);
        watching.tick();
        watching.store.reads(false);
        watching.seconds(6);

        assertThat(watching.watcher().store().failure()).isPresent();
        assertThat(watching.deliveredStates()).containsExactly("PENDING", "EXECUTING", "COMPLETED");
        watching.store.reads(true);
        watching.seconds(1);
        assertThat(watching.watcher().store().failure()).isEmpty();
    }

    @Test
    void startsOnceTheStoreCanBeRead() {
        watching.answers(ID, state("COMPLETED"));
        watching.add(ID);
        watching.store.reads(false);
        watching.seconds(3);
        assertThat(watching.delivered).isEmpty();
        watching.store.reads(true);

        watching.seconds(2);

        assertThat(watching.deliveredStates()).containsExactly("COMPLETED");
    }

    @Test
    void isNotHeldUpByAnEntryThatIsNoWatchOrAHostileOne() {
        watching.answers(ID, state("COMPLETED")).answers(OTHER, state("EXECUTING"));
        watching.map.put("list/not-json", "{");
        watching.map.put(
                "list/opaque-2",
                "{\"registeredAt\":\"+1000000000-12-31T23:59:59Z\",\"timeout\":\"PT2562047788015215H\"}");
        watching.add(ID);

        watching.seconds(8);

        assertThat(watching.deliveredStates()).contains("COMPLETED");
        assertThat(watching.map).containsKey("list/not-json").doesNotContainKey("list/opaque-1");
    }

    @Test
    void beginsAnewWhenAnotherNodeRemovedAnExecutionAndItIsAddedHereBeforeTheNextRefresh() {
        watching.answers(ID, state("PENDING"), state("PENDING"), state("PENDING"), state("COMPLETED"));
        watching.add(ID);
        watching.seconds(1);
        watching.map.clear();

        assertThat(watching.add(ID)).isTrue();
        watching.seconds(5);

        assertThat(watching.deliveredStates()).containsExactly("PENDING", "PENDING", "COMPLETED");
        assertThat(watching.map).isEmpty();
        assertThat(watching.watcher().size()).isZero();
    }

    @Test
    void goesOnWithTheWatchOfTheStoreWhenAPinnedExecutionIsThereAlready() {
        Watch delivered = Watch.of(ID, watching.time.instant())
                .delivered("QUERY_STATE_PENDING")
                .with(Duration.ofDays(99_999), null, Map.of());
        watching.pinned = Set.of(ID);
        watching.answers(ID, state("PENDING"), state("EXECUTING"));
        watching.map.put("list/" + ID, WatchJson.write(delivered));

        watching.seconds(3);

        assertThat(watching.deliveredStates()).containsExactly("EXECUTING");
    }

    @Test
    void beginsNoWatchTwice() {
        watching.answers(ID, state("PENDING"));
        watching.add(ID);
        watching.seconds(2);

        assertThat(watching.add(ID)).isFalse();
        watching.seconds(2);

        assertThat(watching.deliveredStates()).containsExactly("PENDING");
        assertThat(watching.watcher().size()).isOne();
        assertThat(watching.queue.size()).isOne();
    }
}
