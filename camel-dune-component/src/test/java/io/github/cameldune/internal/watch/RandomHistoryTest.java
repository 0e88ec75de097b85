package io.github.cameldune.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * In a random history of faults, suspensions, restarts, wrong clocks, bad routes and failing stores, each execution's end is
 * delivered at least once, in order and in time, and no row disappears before it. The system property {@code seed} repeats a
 * history, {@code steps} makes it longer: {@code mvn -pl camel-dune-component -Psoak test -Dtest=RandomHistoryTest
 * -Dsteps=1000000}.
 */
class RandomHistoryTest {

    private final long seed = Long.getLong("seed", new Random().nextInt(1_000_000));

    @Test
    void eachEndIsDeliveredInTimeWhateverHappensInAThousandSteps() {
        play(1_000);
    }

    @Test
    @Tag("soak")
    void eachEndIsDeliveredInTimeWhateverHappensInAMillionSteps() {
        play(Integer.getInteger("steps", 1_000_000));
    }

    @Test
    void aSeedTellsTheSameHistoryAgain() {
        assertThat(summary(200)).isEqualTo(summary(200));
    }

    private String summary(int steps) {
        try (RandomHistory history = new RandomHistory(seed)) {
            history.play(steps);
            return history.summary();
        }
    }

    private void play(int steps) {
        System.out.println("RandomHistoryTest seed=" + seed);
        try (RandomHistory history = new RandomHistory(seed)) {
            history.play(steps);
            System.out.println(history.summary());
        }
    }
}
