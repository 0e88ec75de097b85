package io.github.cameldune.internal.ratelimit;

import static io.github.cameldune.internal.schedule.Answers.BILLING_LIMIT;
import static io.github.cameldune.internal.schedule.Answers.BROKEN;
import static io.github.cameldune.internal.schedule.Answers.KEY_REFUSED;
import static io.github.cameldune.internal.schedule.Answers.MISDIRECTED;
import static io.github.cameldune.internal.schedule.Answers.UNREADABLE;
import static io.github.cameldune.internal.schedule.Answers.limited;
import static io.github.cameldune.internal.schedule.Answers.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimiterPauseTest {

    private static final Answer<ExecutionStatus> STATUS = state("PENDING");
    private static final Answer<ExecutionStatus> LIMITED = limited(null);

    private final VirtualTime time = new VirtualTime();
    private final RateLimiter limiter = new RateLimiter("requestsPerMinute", time, time);
    private final StubPolls polls = new StubPolls();

    @BeforeEach
    void manyRequestsWereAccepted() {
        for (int i = 0; i < 1000; i++) {
            answered(STATUS);
        }
    }

    private void answered(Answer<ExecutionStatus> answer) {
        permit().answered(answer, "x");
    }

    private Permit permit() {
        return limiter.tryAcquire().orElseThrow();
    }

    private void poll(int count) {
        limiter.setPollSource(polls.wants(count));
        limiter.grantPermits();
    }

    private void assertPausedFor(Duration pause) {
        assertThat(limiter.tryAcquire()).isEmpty();
        assertThat(limiter.snapshot().pausedUntil()).isEqualTo(time.instant().plus(pause));
        time.advance(pause);
        assertThat(limiter.snapshot().pausedUntil()).isNull();
    }

    private void assertPollsPausedFor(Duration pause) {
        assertThat(limiter.snapshot().pollsPausedUntil())
                .isEqualTo(time.instant().plus(pause));
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "300, 300", "86400, 300", "0, 5", "-10, 5", "99999999999, 300"})
    void pausesAsLongAsRetryAfterSaysWithinReason(long retryAfter, long pause) {
        answered(limited(Duration.ofSeconds(retryAfter)));

        assertPausedFor(Duration.ofSeconds(pause));
    }

    @Test
    void pauseWithoutRetryAfterDoublesUntilARequestAfterItIsNotLimited() {
        for (int seconds : new int[] {5, 10, 20, 40, 60, 60}) {
            answered(LIMITED);
            assertPausedFor(Duration.ofSeconds(seconds));
            time.advance(Duration.ofMinutes(2));
        }
        answered(MISDIRECTED);
        time.advance(Duration.ofMinutes(2));
        answered(LIMITED);
        assertPausedFor(Duration.ofSeconds(5));
    }

    @Test
    void answersToRequestsOfBeforeThePauseNeitherDoubleNorResetIt() {
        Permit one = permit();
        Permit two = permit();
        Permit three = permit();
        one.answered(LIMITED, "x");
        two.answered(LIMITED, "x");
        assertPausedFor(Duration.ofSeconds(5));
        time.advance(Duration.ofMinutes(2));
        answered(LIMITED);
        three.answered(STATUS, "x");
        time.advance(Duration.ofMinutes(2));
        answered(LIMITED);

        assertPausedFor(Duration.ofSeconds(20));
    }

    @Test
    void neitherProducersNorPollsGetAPermitWhileAnswersOf429PauseTheKey() {
        List<Permit> granted = new ArrayList<>();
        answered(limited(Duration.ofSeconds(30)));
        poll(1);
        limiter.acquire(Duration.ofMinutes(5), granted::add, wait -> {});

        time.advance(Duration.ofMillis(29_999));
        assertThat(granted).isEmpty();
        assertThat(polls.permits).isEmpty();
        time.advance(Duration.ofMinutes(3));
        assertThat(granted).hasSize(1);
        assertThat(polls.permits).hasSize(1);
    }

    @Test
    void waitEndsAtItsDeadlineAlsoWhenThePauseIsLonger() {
        answered(limited(Duration.ofSeconds(100)));
        List<Duration> waits = new ArrayList<>();
        limiter.acquire(Duration.ofSeconds(40), permit -> {}, waits::add);

        time.advance(Duration.ofSeconds(39));
        assertThat(waits).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(waits).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void refusedKeyPausesPollsLongerEachTimeAndProducersNot() {
        polls.then = permit -> permit.answered(KEY_REFUSED, "x");
        poll(10);

        assertPollsPausedFor(Duration.ofSeconds(30));
        assertThat(limiter.tryAcquire()).isPresent();
        assertThat(limiter.snapshot().pausedUntil()).isNull();
        int granted = 1;
        for (int seconds : new int[] {30, 60, 120, 240, 300, 300}) {
            time.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(polls.permits).hasSize(granted);
            time.advance(Duration.ofMillis(1));
            assertThat(polls.permits).hasSize(++granted);
        }
    }

    @Test
    void onlyAStatusEndsThePauseOfARefusedKey() {
        Permit other = permit();
        Map<Answer<ExecutionStatus>, Permit> others = new HashMap<>();
        List.of(BROKEN, MISDIRECTED, UNREADABLE).forEach(noStatus -> others.put(noStatus, permit()));
        answered(KEY_REFUSED);
        poll(1);
        others.forEach((noStatus, permit) -> {
            permit.answered(noStatus, "x");
            assertPollsPausedFor(Duration.ofSeconds(30));
        });
        assertThat(polls.permits).isEmpty();

        other.answered(STATUS, "x");

        assertThat(limiter.snapshot().pollsPausedUntil()).isNull();
        assertThat(polls.permits).hasSize(1);
    }

    @Test
    void urgentPollsGoOnWhileTheKeyIsRefusedAndOthersWait() {
        answered(KEY_REFUSED);
        poll(2);
        assertThat(polls.permits).isEmpty();

        polls.urgent = true;
        limiter.grantPermits();

        assertThat(polls.whileRefusedOnly).containsExactly(true, true);
    }

    @Test
    void refusalsOfRequestsOfBeforeThePauseDoNotLengthenIt() {
        Permit one = permit();
        Permit two = permit();
        one.answered(KEY_REFUSED, "x");
        two.answered(KEY_REFUSED, "x");

        assertPollsPausedFor(Duration.ofSeconds(30));
    }

    @Test
    void refusalsThatProducersMeetDuringThePauseDoNotLengthenIt() {
        answered(KEY_REFUSED);
        time.advance(Duration.ofSeconds(1));
        answered(KEY_REFUSED);
        answered(KEY_REFUSED);

        assertPollsPausedFor(Duration.ofSeconds(29));
    }

    @Test
    void afterThePauseOnePollIsEnoughToLearnWhetherTheKeyIsAcceptedAgain() {
        answered(KEY_REFUSED);
        poll(5);
        time.advance(Duration.ofSeconds(30));
        assertThat(polls.permits).hasSize(1);

        polls.permits.get(0).answered(STATUS, "x");

        assertThat(polls.permits).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void billingLimitOfOneExecutionHoldsUpNoOther() {
        permit().answered(BILLING_LIMIT, "too expensive");
        permit().answered(BILLING_LIMIT, "too expensive");
        poll(3);

        assertThat(polls.permits).hasSize(3);
        polls.permits.get(0).answered(BILLING_LIMIT, "another");
        assertPollsPausedFor(Duration.ofSeconds(30));
    }

    @Test
    void oneStray429LeavesAConfiguredLimitOf1000AsItIs() {
        limiter.configure("test", 1000, Integer.MAX_VALUE);
        time.advance(Duration.ofMinutes(2));
        polls.then = permit -> permit.answered(STATUS, "x");
        poll(1);
        answered(LIMITED);

        poll(Integer.MAX_VALUE);
        time.advance(Duration.ofSeconds(5));
        int before = polls.permits.size();
        time.advance(Duration.ofMinutes(1));

        assertThat(polls.permits).hasSizeGreaterThan(before + 850);
    }

    @Test
    void aConfiguredLimitThat429sLoweredIsBackNearItWithinMinutes() {
        limiter.configure("test", 1000, Integer.MAX_VALUE);
        time.advance(Duration.ofMinutes(2));
        polls.then = permit -> permit.answered(polls.permits.size() <= 4 ? LIMITED : STATUS, "x");

        poll(Integer.MAX_VALUE);
        time.advance(Duration.ofMinutes(8));
        int before = polls.permits.size();
        time.advance(Duration.ofMinutes(1));

        assertThat(polls.permits).hasSizeGreaterThan(before + 800);
    }
}
