package io.github.cameldune.internal.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlidingWindowTest {

    private static final long SECOND = 1_000_000_000L;

    private final SlidingWindow window = new SlidingWindow();

    @Test
    void countsARequestUntilAMinuteAfterItsEnd() {
        end(10, 10);

        assertThat(window.recent(10 * SECOND + SlidingWindow.WINDOW - 1)).isOne();
        assertThat(window.recent(10 * SECOND + SlidingWindow.WINDOW)).isZero();
    }

    @Test
    void oneMoreMayStartWhenTheOldestLeavesTheWindow() {
        end(1, 3);

        assertThat(window.readyAt(4 * SECOND, 4)).isEqualTo(4 * SECOND);
        assertThat(window.readyAt(4 * SECOND, 3)).isEqualTo(SECOND + SlidingWindow.WINDOW);
        assertThat(window.readyAt(4 * SECOND, 1)).isEqualTo(3 * SECOND + SlidingWindow.WINDOW);
        assertThat(window.readyAt(4 * SECOND, 3.9)).isEqualTo(SECOND + SlidingWindow.WINDOW);
    }

    @Test
    void aRequestInFlightCountsAndItsEndIsNotKnown() {
        window.started();

        assertThat(window.inFlight()).isOne();
        assertThat(window.readyAt(SECOND, 2)).isEqualTo(SECOND);
        assertThat(window.readyAt(SECOND, 1)).isEqualTo(Long.MAX_VALUE);

        window.forgotten();
        assertThat(window.inFlight()).isZero();
        assertThat(window.readyAt(SECOND, 1)).isEqualTo(SECOND);
    }

    @Test
    void countsAThousandRequestsOfOneSecond() {
        for (int i = 0; i < 1000; i++) {
            window.started();
            window.ended(i * 1_000_000L);
        }

        assertThat(window.recent(SECOND)).isEqualTo(1000);
        assertThat(window.readyAt(SECOND, 1000)).isEqualTo(SlidingWindow.WINDOW);
        assertThat(window.readyAt(SECOND, 1)).isEqualTo(999 * 1_000_000L + SlidingWindow.WINDOW);
    }

    private void end(int from, int to) {
        for (int second = from; second <= to; second++) {
            window.started();
            window.ended(second * SECOND);
        }
    }
}
