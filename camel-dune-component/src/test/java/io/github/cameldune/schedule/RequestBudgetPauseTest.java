package io.github.cameldune.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestBudgetPauseTest {

    private final VirtualTime time = new VirtualTime();
    private final RequestBudget budget = new RequestBudget(time, time);

    @BeforeEach
    void manyRequestsWereAccepted() {
        for (int i = 0; i < 1000; i++) {
            permit().answered();
        }
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "300, 300", "86400, 300", "0, 5", "-10, 5"})
    void pausesAsLongAsRetryAfterSaysWithinReason(long retryAfter, long pause) {
        permit().limited(Duration.ofSeconds(retryAfter));

        assertPausedFor(Duration.ofSeconds(pause));
    }

    @Test
    void pauseWithoutRetryAfterDoublesUntilARequestAfterItIsAccepted() {
        for (int seconds : new int[] {5, 10, 20, 40, 60, 60}) {
            permit().limited(null);
            assertPausedFor(Duration.ofSeconds(seconds));
            time.advance(Duration.ofMinutes(2));
        }
        permit().answered();
        time.advance(Duration.ofMinutes(2));
        permit().limited(null);
        assertPausedFor(Duration.ofSeconds(5));
    }

    @Test
    void answersToRequestsSentBeforeThePauseNeitherDoubleNorResetIt() {
        Permit one = permit();
        Permit two = permit();
        Permit three = permit();
        one.limited(null);
        two.limited(null);
        assertPausedFor(Duration.ofSeconds(5));
        time.advance(Duration.ofMinutes(2));
        Permit four = permit();
        four.limited(null);
        three.answered();
        time.advance(Duration.ofMinutes(2));
        permit().limited(null);

        assertPausedFor(Duration.ofSeconds(20));
    }

    @Test
    void nobodyGetsAPermitDuringThePause() {
        List<Permit> granted = new ArrayList<>();
        StubLane lane = new StubLane();
        budget.register(lane);
        permit().limited(Duration.ofSeconds(30));
        lane.wants(1);
        budget.signal();
        budget.acquire(Duration.ofMinutes(5), granted::add, wait -> {});

        time.advance(Duration.ofMillis(29_999));
        assertThat(granted).isEmpty();
        assertThat(lane.permits).isEmpty();
        time.advance(Duration.ofMinutes(3));
        assertThat(granted).hasSize(1);
        assertThat(lane.permits).hasSize(1);
    }

    @Test
    void waitEndsAtItsDeadlineAlsoWhenThePauseIsLonger() {
        permit().limited(Duration.ofSeconds(100));
        List<Duration> waits = new ArrayList<>();
        budget.acquire(Duration.ofSeconds(40), permit -> {}, waits::add);

        time.advance(Duration.ofSeconds(39));
        assertThat(waits).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(waits).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void refusedKeyPausesWatchingLongerEachTimeAndProducersNot() {
        StubLane lane = new StubLane().wants(10);
        lane.then = Permit::refused;
        budget.register(lane);

        assertThat(budget.watchingPaused(time.instant())).isTrue();
        assertThat(budget.tryAcquire()).isPresent();
        assertThat(budget.pausedUntil()).isEmpty();
        int asked = 1;
        for (int seconds : new int[] {30, 60, 120, 240, 300, 300}) {
            time.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(lane.permits).hasSize(asked);
            time.advance(Duration.ofMillis(1));
            assertThat(lane.permits).hasSize(++asked);
        }
    }

    @Test
    void anyAnswerEndsThePauseOfWatching() {
        Permit other = permit();
        permit().refused();
        StubLane lane = new StubLane().wants(1);
        budget.register(lane);
        assertThat(lane.permits).isEmpty();

        other.answered();

        assertThat(budget.watchingPaused(time.instant())).isFalse();
        assertThat(lane.permits).hasSize(1);
    }

    @Test
    void refusalsOfRequestsSentBeforeThePauseDoNotLengthenIt() {
        Permit one = permit();
        Permit two = permit();
        one.refused();
        two.refused();

        assertThat(budget.watchingPaused(time.instant().plusSeconds(29))).isTrue();
        assertThat(budget.watchingPaused(time.instant().plusSeconds(30))).isFalse();
    }

    @Test
    void refusalsThatProducersMeetDuringThePauseDoNotLengthenIt() {
        permit().refused();
        time.advance(Duration.ofSeconds(1));
        permit().refused();
        permit().refused();

        assertThat(budget.watchingPaused(time.instant().plusSeconds(28))).isTrue();
        assertThat(budget.watchingPaused(time.instant().plusSeconds(29))).isFalse();
    }

    private Permit permit() {
        return budget.tryAcquire().orElseThrow();
    }

    private void assertPausedFor(Duration pause) {
        assertThat(budget.tryAcquire()).isEmpty();
        assertThat(budget.pausedUntil()).contains(time.instant().plus(pause));
        time.advance(pause);
        assertThat(budget.pausedUntil()).isEmpty();
    }
}
