package io.github.cameldune.watch;

import static io.github.cameldune.watch.Watching.ID;
import static io.github.cameldune.watch.Watching.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.watch.store.MapWatchStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The watches at work and those in the store, which other threads, other nodes and failures change. */
class WatcherStoreTest {

    private static final ExecutionId OTHER = new ExecutionId("opaque-2");

    private final Watching watching = new Watching();
    private final WatchList otherNode = new WatchList(new MapWatchStore(watching.map), "list", watching.time);

    @Test
    void seesWhatAnotherNodeAddsAndRemovesThoughTheNumberStaysTheSame() {
        watching.answers(ID, state("EXECUTING")).answers(OTHER, state("PENDING"), state("COMPLETED"));
        watching.add(ID);
        watching.seconds(1);
        otherNode.remove(ID);
        otherNode.add(Watch.of(OTHER, watching.time.instant()), 100, Duration.ZERO);

        watching.seconds(8);

        assertThat(watching.toldStates()).containsExactly("EXECUTING", "PENDING", "COMPLETED");
        assertThat(watching.watcher().size()).isZero();
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void seesWhatAnotherNodeAddsBesideAnEntryThatIsNoText() {
        watching.seconds(1);
        ConcurrentMap untyped = watching.map;
        untyped.put("list/looks-like-an-execution", 9);
        watching.answers(OTHER, state("COMPLETED"));
        otherNode.add(Watch.of(OTHER, watching.time.instant()), 100, Duration.ZERO);

        watching.seconds(12);

        assertThat(watching.toldStates()).containsExactly("COMPLETED");
        assertThat(watching.watcher().condition().storeFailure()).isEmpty();
        assertThat(untyped).containsOnly(Map.entry("list/looks-like-an-execution", 9));
    }

    @Test
    void tellsNoMoreOfWhatWasRemovedWhileItsExchangeIsUnderWay() {
        watching.answers(ID, state("PENDING"), state("COMPLETED"));
        watching.add(ID);
        watching.takes = transition -> {
            watching.list.remove(ID);
            return true;
        };

        watching.seconds(5);

        assertThat(watching.toldStates()).containsExactly("PENDING");
        assertThat(watching.asked).hasSize(1);
        assertThat(watching.map).isEmpty();
    }

    @Test
    void startsAnewWhenAnExecutionIsRemovedAndAddedWhileItsExchangeIsUnderWay() {
        AtomicInteger begunMeanwhile = new AtomicInteger(-1);
        watching.answers(ID, state("COMPLETED"));
        watching.add(ID);
        watching.takes = transition -> {
            if (watching.told.size() == 1) {
                watching.list.remove(ID);
                watching.time.advance(Duration.ofMillis(1));
                watching.list.add(
                        Watch.of(ID, watching.time.instant()).withCorrelation(Map.of("order", "new")),
                        100,
                        Duration.ZERO);
                // the second must wait for the first, whose exchange is this one
                watching.tick();
                begunMeanwhile.set(watching.deliveries.size());
            }
            return true;
        };

        watching.seconds(3);

        assertThat(begunMeanwhile).hasValue(0);
        assertThat(watching.toldStates()).containsExactly("COMPLETED", "COMPLETED");
        assertThat(watching.told.get(1).watch().correlation()).containsEntry("order", "new");
        assertThat(watching.map).isEmpty();
    }

    @Test
    void doesNotEndTheNewWatchOfAnExecutionThatAnotherNodeRemovedAndAdded() {
        watching.answers(ID, state("COMPLETED"));
        watching.add(ID);
        watching.takes = transition -> {
            if (watching.told.size() == 1) {
                otherNode.remove(ID);
                otherNode.add(Watch.of(ID, watching.time.instant()), 100, Duration.ZERO);
            }
            return true;
        };

        watching.tick();
        watching.deliver();
        assertThat(watching.map).isNotEmpty();
        watching.seconds(8);

        assertThat(watching.toldStates()).containsExactly("COMPLETED", "COMPLETED");
        assertThat(watching.map).isEmpty();
    }

    @Test
    void doesNotTellTwiceWhatWasTakenAndCouldNotBeRecorded() {
        watching.answers(ID, state("COMPLETED"));
        watching.add(ID);
        watching.store.writes(false);

        watching.tick();
        watching.deliver();
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(watching::tick).isInstanceOf(WatchStoreException.class);
            watching.deliver();
        }
        watching.store.writes(true);
        // the failure is known until the next attempt
        assertThatThrownBy(watching::tick).isInstanceOf(WatchStoreException.class);
        watching.deliver();
        watching.tick();

        assertThat(watching.told).hasSize(1);
        assertThat(watching.map).isEmpty();
        assertThat(watching.watcher().condition().storeFailure()).isEmpty();
    }

    @Test
    void looksUnhealthyAsLongAsAStoreCanOnlyBeRead() {
        watching.answers(ID, state("EXECUTING"));
        watching.add(ID);
        watching.store.writes(false);
        watching.tick();
        watching.deliver();

        // the store is read every five seconds meanwhile
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(watching::tick).isInstanceOf(WatchStoreException.class);
            assertThat(watching.watcher().condition().storeFailure()).isPresent();
            watching.deliver();
        }
    }

    @Test
    void goesOnAskingAndTellingWhileTheStoreCannotBeRead() {
        watching.answers(ID, state("PENDING"), state("EXECUTING"), state("COMPLETED"));
        watching.add(ID);
        watching.seconds(1);
        watching.store.reads(false);
        watching.time.advance(Duration.ofSeconds(5));

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(watching::tick).isInstanceOf(WatchStoreException.class);
            watching.deliver();
        }

        assertThat(watching.toldStates()).containsExactly("PENDING", "EXECUTING", "COMPLETED");
        watching.store.reads(true);
        watching.tick();
        assertThat(watching.watcher().condition().storeFailure()).isEmpty();
    }

    @Test
    void startsOnceTheStoreCanBeRead() {
        watching.answers(ID, state("COMPLETED"));
        watching.add(ID);
        watching.store.reads(false);
        assertThatThrownBy(watching::tick).isInstanceOf(WatchStoreException.class);
        watching.store.reads(true);

        watching.seconds(2);

        assertThat(watching.toldStates()).containsExactly("COMPLETED");
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

        assertThat(watching.toldStates()).contains("COMPLETED");
        assertThat(watching.map).containsKey("list/not-json").doesNotContainKey("list/opaque-1");
    }
}
