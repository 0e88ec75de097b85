package io.github.cameldune.internal.watch;

import static io.github.cameldune.internal.schedule.Answers.status;
import static io.github.cameldune.internal.watch.Watching.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.internal.schedule.ErrorBackoff;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a watch at work takes for a transition, and when that is to be delivered. */
class ActiveWatchTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ActiveWatch watch = new ActiveWatch(StoredWatch.of(Watch.of(ID, NOW)));

    private boolean expire() {
        return watch.expire(false, null, NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void takesTheSameStateForNoTransition() {
        assertThat(watch.seen(status("PENDING"))).isTrue();
        assertThat(watch.seen(status("PENDING"))).isFalse();
        assertThat(watch.seen(status("EXECUTING"))).isTrue();

        assertThat(((Transition) watch.first()).previousState()).isNull();
        assertThat(watch.withLastSeen().lastState()).isEqualTo("QUERY_STATE_EXECUTING");
    }

    @Test
    void goesOnFromTheStateThatWasStored() {
        ActiveWatch later = new ActiveWatch(StoredWatch.of(Watch.of(ID, NOW).delivered("QUERY_STATE_PENDING")));

        assertThat(later.seen(status("PENDING"))).isFalse();
        assertThat(later.seen(status("FAILED"))).isTrue();
        assertThat(((Transition) later.first()).previousState()).isEqualTo("QUERY_STATE_PENDING");
    }

    /** One of an option that is not to be seen ended: recorded as delivered by an earlier version, or by hand. */
    @Test
    void takesATerminalStateForTheEndThoughItWasStoredBefore() {
        ActiveWatch later = new ActiveWatch(StoredWatch.of(Watch.of(ID, NOW).delivered("QUERY_STATE_FAILED")));

        assertThat(later.seen(status("FAILED"))).isTrue();
        assertThat(later.isWatching()).isFalse();
    }

    @Test
    void takesNothingMoreOnceItIsEnding() {
        watch.seen(status("COMPLETED"));

        assertThat(watch.seen(status("FAILED"))).isFalse();
        assertThat(expire()).isFalse();
        assertThat(watch.isWatching()).isFalse();
    }

    @Test
    void expiresOnlyOnceAndAfterWhatIsPending() {
        watch.seen(status("PENDING"));

        assertThat(expire()).isTrue();
        assertThat(expire()).isFalse();
        assertThat(watch.seen(status("COMPLETED"))).isFalse();
        assertThat(watch.first()).isInstanceOf(Transition.class);
        watch.recorded();
        Expiry expiry = (Expiry) watch.first();
        assertThat(expiry.stateAfter()).isEqualTo("QUERY_STATE_PENDING");
        assertThat(expiry.after()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void isDeliverableWhileAnEventIsPending() {
        assertThat(watch.isDeliverable(NOW)).isFalse();
        watch.seen(status("PENDING"));
        watch.seen(status("EXECUTING"));

        assertThat(watch.isDeliverable(NOW)).isTrue();
        watch.recorded();
        assertThat(watch.isDeliverable(NOW)).isTrue();
        watch.recorded();
        assertThat(watch.isDeliverable(NOW)).isFalse();
    }

    @Test
    void waitsBeforeItIsDeliveredAgainAndRemembersThatItWasAccepted() {
        ErrorBackoff backoff = Watching.backoff();
        watch.seen(status("PENDING"));
        watch.seen(status("EXECUTING"));
        assertThat(watch.isAccepted()).isFalse();
        watch.accepted();
        watch.deliveryFailed(NOW, backoff);

        assertThat(watch.isDeliverable(NOW.plusMillis(499))).isFalse();
        assertThat(watch.isDeliverable(NOW.plusSeconds(1))).isTrue();
        assertThat(watch.isAccepted()).isTrue();
        watch.deliveryFailed(NOW, backoff);
        assertThat(watch.snapshot(NOW).deliveriesFailed()).isEqualTo(2);
        watch.recorded();

        assertThat(watch.isDeliverable(NOW)).isTrue();
        assertThat(watch.isAccepted()).isFalse();
        assertThat(watch.snapshot(NOW).deliveriesFailed()).isZero();
    }

    @Test
    void isNotDeliveredOnceItWasRemoved() {
        watch.seen(status("PENDING"));

        watch.remove();

        assertThat(watch.isDeliverable(NOW)).isFalse();
        assertThat(watch.first()).isNull();
        assertThat(watch.isRemoved()).isTrue();
        assertThat(watch.seen(status("COMPLETED"))).isFalse();
        assertThat(expire()).isFalse();
    }
}
