package io.github.cameldune.internal.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThrottlingTest {

    private static final long SECOND = 1_000_000_000L;

    private final Throttling throttling = new Throttling();

    @Test
    void tellsForHowLongPermitsWereShortSinceTheLastCall() {
        assertThat(throttling.observe(true, 10 * SECOND)).isZero();
        assertThat(throttling.observe(true, 13 * SECOND)).isEqualTo(3 * SECOND);
        assertThat(throttling.observe(false, 14 * SECOND)).isEqualTo(SECOND);
        assertThat(throttling.observe(true, 20 * SECOND)).isZero();
    }

    @Test
    void isThrottledOncePermitsWereShortMostOfTheLastMinute() {
        throttling.observe(true, 0);

        assertThat(throttling.isThrottled(41 * SECOND)).isFalse();
        assertThat(throttling.isThrottled(42 * SECOND)).isTrue();
        throttling.observe(false, 42 * SECOND);
        assertThat(throttling.isThrottled(44 * SECOND)).isFalse();
    }

    @Test
    void lookingAtItTakesNothingFromTheTimeThatPermitsWereShort() {
        throttling.observe(true, 0);

        throttling.isThrottled(10 * SECOND);

        assertThat(throttling.observe(true, 20 * SECOND)).isEqualTo(20 * SECOND);
    }

    @Test
    void timeThatGoesBackChangesNothing() {
        throttling.observe(true, 10 * SECOND);

        assertThat(throttling.observe(true, 5 * SECOND)).isZero();
    }
}
