package io.github.cameldune.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShortageTest {

    private static final long SECOND = 1_000_000_000L;

    private final Shortage shortage = new Shortage();

    @Test
    void tellsForHowLongPermitsWereShortSinceTheLastLook() {
        assertThat(shortage.observe(true, 10 * SECOND)).isZero();
        assertThat(shortage.observe(true, 13 * SECOND)).isEqualTo(3 * SECOND);
        assertThat(shortage.observe(false, 14 * SECOND)).isEqualTo(SECOND);
        assertThat(shortage.observe(true, 20 * SECOND)).isZero();
    }

    @Test
    void isSaturatedAfterAMinuteWithoutABreak() {
        shortage.observe(true, 10 * SECOND);
        shortage.observe(true, 50 * SECOND);

        assertThat(shortage.saturated(70 * SECOND - 1)).isFalse();
        assertThat(shortage.saturated(70 * SECOND)).isTrue();
    }

    @Test
    void aBreakBeginsTheMinuteAnew() {
        shortage.observe(true, 10 * SECOND);
        shortage.observe(false, 40 * SECOND);
        assertThat(shortage.saturated(80 * SECOND)).isFalse();
        shortage.observe(true, 41 * SECOND);

        assertThat(shortage.saturated(100 * SECOND)).isFalse();
        assertThat(shortage.saturated(101 * SECOND)).isTrue();
    }

    @Test
    void isTightOnceItWasShortMostOfTheLastMinute() {
        shortage.observe(true, 0);

        assertThat(shortage.tight(41 * SECOND)).isFalse();
        assertThat(shortage.tight(42 * SECOND)).isTrue();
        shortage.observe(false, 42 * SECOND);
        assertThat(shortage.tight(44 * SECOND)).isFalse();
    }

    @Test
    void timeThatGoesBackChangesNothing() {
        shortage.observe(true, 10 * SECOND);

        assertThat(shortage.observe(true, 5 * SECOND)).isZero();
    }
}
