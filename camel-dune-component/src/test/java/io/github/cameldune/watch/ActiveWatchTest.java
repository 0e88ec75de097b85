package io.github.cameldune.watch;

import static io.github.cameldune.watch.Watching.ID;
import static io.github.cameldune.watch.Watching.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a watch at work takes for news, and who may tell it. */
class ActiveWatchTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ActiveWatch watch = new ActiveWatch(StoredWatch.of(Watch.of(ID, NOW)), false);

    private final WatchEnd end = new WatchEnd(watch.stored().watch(), null, Duration.ofHours(1));

    @Test
    void takesTheSameStateForNoNews() {
        assertThat(watch.found(status("PENDING"))).isTrue();
        assertThat(watch.found(status("PENDING"))).isFalse();
        assertThat(watch.found(status("EXECUTING"))).isTrue();

        assertThat(((Transition) watch.first()).previousState()).isNull();
        assertThat(watch.current().lastState()).isEqualTo("QUERY_STATE_EXECUTING");
    }

    @Test
    void goesOnFromTheStateThatWasStored() {
        ActiveWatch later = new ActiveWatch(StoredWatch.of(Watch.of(ID, NOW).delivered("QUERY_STATE_PENDING")), false);

        assertThat(later.found(status("PENDING"))).isFalse();
        assertThat(later.found(status("FAILED"))).isTrue();
        assertThat(((Transition) later.first()).previousState()).isEqualTo("QUERY_STATE_PENDING");
    }

    @Test
    void takesNothingMoreOnceItIsEnding() {
        watch.found(status("COMPLETED"));

        assertThat(watch.found(status("FAILED"))).isFalse();
        assertThat(watch.end(end)).isFalse();
        assertThat(watch.isEnding()).isTrue();
    }

    @Test
    void endsOnlyOnceAndAfterWhatIsPending() {
        watch.found(status("PENDING"));

        assertThat(watch.end(end)).isTrue();
        assertThat(watch.end(end)).isFalse();
        assertThat(watch.found(status("COMPLETED"))).isFalse();
        assertThat(watch.first()).isInstanceOf(Transition.class);
        watch.claim(NOW);
        assertThat(watch.recorded()).isTrue();
        assertThat(watch.first()).isSameAs(end);
    }

    @Test
    void isToldByOneAtATime() {
        assertThat(watch.claim(NOW)).isFalse();
        watch.found(status("PENDING"));

        assertThat(watch.claim(NOW)).isTrue();
        assertThat(watch.claim(NOW)).isFalse();
        watch.release();
        assertThat(watch.claim(NOW)).isTrue();
        assertThat(watch.recorded()).isFalse();
        assertThat(watch.claim(NOW)).isFalse();
    }

    @Test
    void waitsBeforeItIsToldAgainAndRemembersWhatWasTold() {
        watch.found(status("PENDING"));
        watch.claim(NOW);
        watch.told();
        assertThat(watch.retry()).isEqualTo(1);
        watch.retryAt(NOW.plusSeconds(5));

        assertThat(watch.claim(NOW.plusSeconds(4))).isFalse();
        assertThat(watch.claim(NOW.plusSeconds(5))).isTrue();
        assertThat(watch.isTold()).isTrue();
        assertThat(watch.retry()).isEqualTo(2);
        watch.recorded();
        assertThat(watch.isTold()).isFalse();
        assertThat(watch.retry()).isEqualTo(1);
    }

    @Test
    void isNotToldOnceItWasRemoved() {
        watch.found(status("PENDING"));

        watch.drop();

        assertThat(watch.claim(NOW)).isFalse();
        assertThat(watch.first()).isNull();
        assertThat(watch.found(status("COMPLETED"))).isFalse();
        assertThat(watch.end(end)).isFalse();
    }
}
