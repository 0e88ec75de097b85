package io.github.cameldune.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestLogTest {

    private static final long SECOND = 1_000_000_000L;

    private final RequestLog log = new RequestLog();

    @Test
    void countsARequestUntilAMinuteAfterItsEnd() {
        log.started();
        log.ended(10 * SECOND);

        assertThat(log.recent(10 * SECOND + RequestLog.WINDOW - 1)).isOne();
        assertThat(log.recent(10 * SECOND + RequestLog.WINDOW)).isZero();
    }

    @Test
    void oneMoreMayStartWhenTheOldestLeavesTheWindow() {
        for (int second : new int[] {1, 2, 3}) {
            log.started();
            log.ended(second * SECOND);
        }

        assertThat(log.readyAt(4 * SECOND, 4)).isEqualTo(4 * SECOND);
        assertThat(log.readyAt(4 * SECOND, 3)).isEqualTo(SECOND + RequestLog.WINDOW);
        assertThat(log.readyAt(4 * SECOND, 1)).isEqualTo(3 * SECOND + RequestLog.WINDOW);
    }

    @Test
    void aRequestUnderWayCountsAndItsEndIsNotKnown() {
        log.started();

        assertThat(log.underWay()).isOne();
        assertThat(log.readyAt(SECOND, 2)).isEqualTo(SECOND);
        assertThat(log.readyAt(SECOND, 1)).isEqualTo(Long.MAX_VALUE);

        log.forgotten();
        assertThat(log.underWay()).isZero();
        assertThat(log.readyAt(SECOND, 1)).isEqualTo(SECOND);
    }

    @Test
    void keepsTheOrderWhenItGrows() {
        // round the corner of its first 64 places, then beyond them
        end(1, 40);
        assertThat(log.recent(40 * SECOND + RequestLog.WINDOW)).isZero();
        end(101, 200);

        assertThat(log.recent(200 * SECOND)).isEqualTo(61);
        end(200, 300);
        for (int left = 1; left <= 61; left++) {
            int oldest = 300 - left + 1;
            assertThat(log.readyAt(300 * SECOND, left)).isEqualTo(oldest * SECOND + RequestLog.WINDOW);
        }
    }

    @Test
    void growsBeyondItsFirstPlacesWithinOneWindow() {
        for (int i = 0; i < 1000; i++) {
            log.started();
            log.ended(i * 1_000_000L);
        }

        assertThat(log.recent(SECOND)).isEqualTo(1000);
        assertThat(log.readyAt(SECOND, 1000)).isEqualTo(RequestLog.WINDOW);
        assertThat(log.readyAt(SECOND, 1)).isEqualTo(999 * 1_000_000L + RequestLog.WINDOW);
    }

    private void end(int from, int to) {
        for (int second = from; second <= to; second++) {
            log.started();
            log.ended(second * SECOND);
        }
    }
}
