package io.github.cameldune.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyPauseTest {

    private static final long SECOND = 1_000_000_000L;

    private final KeyPause pause = new KeyPause();

    @Test
    void tellsWhichAnswerBeganAPause() {
        assertThat(pause.limited(0, null, 0)).isTrue();
        assertThat(pause.limited(0, null, SECOND)).isFalse();
        assertThat(pause.refused(0, SECOND)).isTrue();
        assertThat(pause.refused(0, 2 * SECOND)).isFalse();
        assertThat(pause.refused(pause.refusedEpoch(), 2 * SECOND)).isFalse();
        assertThat(pause.refused(pause.refusedEpoch(), 31 * SECOND)).isTrue();
    }

    @Test
    void tellsWhetherAnAnswerEndedAPauseOfWatching() {
        assertThat(pause.answered(0, 0)).isFalse();
        pause.refused(0, 0);
        assertThat(pause.watchingUntil()).isEqualTo(30 * SECOND);

        assertThat(pause.answered(0, 3 * SECOND)).isTrue();
        assertThat(pause.watchingUntil()).isEqualTo(3 * SECOND);
        assertThat(pause.answered(0, 4 * SECOND)).isFalse();
    }

    @Test
    void aSecondRetryAfterMayMakeThePauseLongerAndNotShorter() {
        pause.limited(0, Duration.ofSeconds(20), 0);

        pause.limited(0, Duration.ofSeconds(5), SECOND);
        assertThat(pause.until()).isEqualTo(20 * SECOND);
        pause.limited(0, Duration.ofSeconds(40), SECOND);
        assertThat(pause.until()).isEqualTo(41 * SECOND);
    }

    @Test
    void anAnswerOfBeforeThePauseDoesNotMakeTheNextOneShort() {
        pause.limited(0, null, 0);
        pause.answered(0, SECOND);
        pause.limited(pause.limitedEpoch(), null, 10 * SECOND);
        assertThat(pause.until()).isEqualTo(20 * SECOND);

        pause.answered(pause.limitedEpoch(), 21 * SECOND);
        pause.limited(pause.limitedEpoch(), null, 22 * SECOND);
        assertThat(pause.until()).isEqualTo(27 * SECOND);
    }
}
