package io.github.cameldune.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerClockTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:10.5Z");

    private final ServerClock clock = new ServerClock();

    /** The header Date knows whole seconds only. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-01-01T00:00:08Z", "2026-01-01T00:00:10Z", "2026-01-01T00:00:12Z"})
    void isTheLocalClockWhileDunesAgreesWithItToTwoSeconds(Instant date) {
        clock.answered(date, NOW);

        assertThat(clock.serverTime(NOW)).isEqualTo(NOW);
    }

    /** In the middle of the second that the header names. */
    @ParameterizedTest
    @ValueSource(
            strings = {"2026-01-01T00:00:07Z", "2026-01-01T00:00:13Z", "2026-01-01T00:59:00Z", "2025-12-31T23:01:00Z"})
    void isDunesClockWhereTheLocalOneIsWrong(Instant date) {
        clock.answered(date, NOW);

        assertThat(clock.serverTime(NOW)).isEqualTo(date.plusMillis(500));
        assertThat(clock.serverTime(NOW.plusSeconds(9))).isEqualTo(date.plusMillis(9_500));
    }

    @Test
    void goesOnWhereAnAnswerHasNoDateOrOneThatIsMoreThanAnHourOff() {
        clock.answered(NOW.plusSeconds(60), NOW);
        Instant before = clock.serverTime(NOW);

        clock.answered(null, NOW);
        clock.answered(NOW.plus(Duration.ofHours(2)), NOW);

        assertThat(clock.serverTime(NOW)).isEqualTo(before);
    }
}
