package io.github.cameldune.internal.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class MonotonicClockTest {

    @Test
    void startsAtTheTimeOfDayAndNeverGoesBack() {
        MonotonicClock clock = new MonotonicClock();
        Instant previous = clock.instant();

        assertThat(previous).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        for (int i = 0; i < 10_000; i++) {
            Instant next = clock.instant();
            assertThat(next).isAfterOrEqualTo(previous);
            previous = next;
        }
    }
}
