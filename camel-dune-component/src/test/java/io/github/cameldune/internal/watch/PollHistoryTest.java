package io.github.cameldune.internal.watch;

import static io.github.cameldune.internal.schedule.Answers.BROKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PollHistoryTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final PollHistory history = new PollHistory();

    @Test
    void countsForHowLongNoStatusWasReadSincePollingBegan() {
        assertThat(history.unreadFor(NOW)).isZero();
        history.began(NOW);
        assertThat(history.unreadFor(NOW.plusSeconds(7))).isEqualTo(Duration.ofSeconds(7));
        assertThat(history.wasRead()).isFalse();

        assertThat(history.read(NOW.plusSeconds(7))).isFalse();
        assertThat(history.read(NOW.plusSeconds(8))).isTrue();
        assertThat(history.wasRead()).isTrue();
        assertThat(history.unreadFor(NOW.plusSeconds(9))).isEqualTo(Duration.ofSeconds(1));

        history.began(NOW.plusSeconds(100));
        assertThat(history.unreadFor(NOW.plusSeconds(100))).isZero();
        assertThat(history.read(NOW.plusSeconds(101)))
                .as("read since polling began anew")
                .isFalse();
    }

    @Test
    void hasTheLastAnswerIfItWasNoStatus() {
        assertThat(history.lastError()).isNull();
        history.failed(BROKEN);
        assertThat(history.lastError()).isSameAs(BROKEN);

        history.read(NOW);

        assertThat(history.lastError()).isNull();
    }

    @Test
    void isDueAtOnceUntilAnAnswerSaysWhen() {
        assertThat(history.untilNextPoll(NOW)).isZero();

        history.nextPoll(NOW.plusSeconds(3));

        assertThat(history.untilNextPoll(NOW.plusSeconds(1))).isEqualTo(Duration.ofSeconds(2));
        assertThat(history.untilNextPoll(NOW.plusSeconds(4))).isZero();
    }
}
