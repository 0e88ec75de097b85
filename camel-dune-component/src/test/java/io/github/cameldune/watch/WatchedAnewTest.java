package io.github.cameldune.watch;

import static io.github.cameldune.watch.Watching.ID;
import static io.github.cameldune.watch.Watching.state;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An execution that was watched, is no more, and is asked for again: another watch, which tells all anew. */
class WatchedAnewTest {

    private final Watching watching = new Watching();

    @Test
    void isAnotherWatchWhenAnotherNodeRemovedItAndItIsAddedHereBeforeTheNextRefresh() {
        watching.answers(ID, state("PENDING"), state("PENDING"), state("PENDING"), state("COMPLETED"));
        watching.add(ID);
        watching.seconds(1);
        watching.map.clear();

        assertThat(watching.add(ID)).isTrue();
        watching.seconds(5);

        assertThat(watching.toldStates()).containsExactly("PENDING", "PENDING", "COMPLETED");
        assertThat(watching.map).isEmpty();
        assertThat(watching.watcher().size()).isZero();
    }

    @Test
    void isTheWatchOfTheStoreWhenAnExecutionOfTheOptionIsThereAlready() {
        Watch delivered = Watch.of(ID, Instant.parse("2026-01-01T00:00:00Z")).delivered("QUERY_STATE_PENDING");
        watching.kept = Set.of(ID);
        watching.answers(ID, state("PENDING"), state("EXECUTING"));
        watching.map.put("list/" + ID.value(), WatchJson.write(delivered.withTimeout(Duration.ofDays(99_999))));

        watching.seconds(3);

        assertThat(watching.toldStates()).containsExactly("EXECUTING");
    }

    @Test
    void isNotBegunTwiceByAConsumerThatHasItAlready() {
        watching.answers(ID, state("PENDING"), state("PENDING"));
        watching.add(ID);
        watching.seconds(2);

        assertThat(watching.add(ID)).isFalse();
        watching.seconds(2);

        assertThat(watching.toldStates()).containsExactly("PENDING");
        assertThat(watching.watcher().size()).isOne();
    }
}
