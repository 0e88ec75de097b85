package io.github.cameldune.internal.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PausesTest {

    private static final long SECOND = 1_000_000_000L;

    private final Pauses pauses = new Pauses();

    @Test
    void tellsWhichAnswerBeganAPause() {
        assertThat(pauses.rateLimited(0, null, 0)).isTrue();
        assertThat(pauses.rateLimited(0, null, SECOND)).isFalse();
        assertThat(pauses.refused(0, SECOND)).isTrue();
        assertThat(pauses.refused(0, 2 * SECOND)).isFalse();
        assertThat(pauses.refused(pauses.refusedEpoch(), 2 * SECOND)).isFalse();
        assertThat(pauses.refused(pauses.refusedEpoch(), 31 * SECOND)).isTrue();
    }

    @Test
    void tellsWhetherAStatusEndedAPauseOfPolls() {
        assertThat(pauses.accepted(0, 0)).isFalse();
        pauses.refused(0, 0);
        assertThat(pauses.pollsUntil()).isEqualTo(30 * SECOND);
        assertThat(pauses.isRefused()).isTrue();

        assertThat(pauses.accepted(0, 3 * SECOND)).isTrue();
        assertThat(pauses.pollsUntil()).isEqualTo(3 * SECOND);
        assertThat(pauses.isRefused()).isFalse();
        assertThat(pauses.accepted(0, 4 * SECOND)).isFalse();
    }

    @Test
    void theFirstPauseOfARefusedKeyIsShortAgainAfterAStatus() {
        pauses.refused(pauses.refusedEpoch(), 0);
        pauses.refused(pauses.refusedEpoch(), 30 * SECOND);
        assertThat(pauses.pollsUntil()).isEqualTo(90 * SECOND);
        pauses.accepted(0, 91 * SECOND);

        pauses.refused(pauses.refusedEpoch(), 100 * SECOND);

        assertThat(pauses.pollsUntil()).isEqualTo(130 * SECOND);
    }

    @Test
    void aSecondRetryAfterMayMakeThePauseLongerAndNotShorter() {
        pauses.rateLimited(0, Duration.ofSeconds(20), 0);

        pauses.rateLimited(0, Duration.ofSeconds(5), SECOND);
        assertThat(pauses.until()).isEqualTo(20 * SECOND);
        pauses.rateLimited(0, Duration.ofSeconds(40), SECOND);
        assertThat(pauses.until()).isEqualTo(41 * SECOND);
    }

    @Test
    void anAnswerToARequestOfBeforeThePauseDoesNotMakeTheNextOneShort() {
        pauses.rateLimited(0, null, 0);
        pauses.notRateLimited(0);
        pauses.rateLimited(pauses.rateLimitedEpoch(), null, 10 * SECOND);
        assertThat(pauses.until()).isEqualTo(20 * SECOND);

        pauses.notRateLimited(pauses.rateLimitedEpoch());
        pauses.rateLimited(pauses.rateLimitedEpoch(), null, 22 * SECOND);
        assertThat(pauses.until()).isEqualTo(27 * SECOND);
    }

    @Test
    void theBillingLimitOfOneExecutionPausesNothingAndThatOfTwoDoes() {
        assertThat(pauses.billingLimit("a", 0, 0)).isFalse();
        assertThat(pauses.billingLimit("a", 0, SECOND)).isFalse();
        assertThat(pauses.isRefused()).isFalse();

        assertThat(pauses.billingLimit("b", 0, 2 * SECOND)).isTrue();
        assertThat(pauses.pollsUntil()).isEqualTo(32 * SECOND);
    }

    @Test
    void theBillingLimitOfOneExecutionAmongOthersThatHaveAStatusPausesNothing() {
        for (int i = 0; i < 10; i++) {
            assertThat(pauses.billingLimit("execution " + i, 0, i * SECOND)).isFalse();
            pauses.accepted(0, i * SECOND);
        }
    }
}
