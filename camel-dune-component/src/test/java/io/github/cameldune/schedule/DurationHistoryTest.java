package io.github.cameldune.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationHistoryTest {

    private final DurationHistory history = new DurationHistory();

    @Test
    void knowsAQueryFromThreeFinishedExecutionsOn() {
        learn(42, 60, 60);
        assertThat(history.of(42)).isEmpty();

        learn(42, 60);

        assertThat(history.of(42)).isPresent();
        assertThat(history.of(43)).isEmpty();
    }

    @Test
    void neverLearnsAdHocSql() {
        learn(0, 60, 60, 60, 60);

        assertThat(history.of(0)).isEmpty();
    }

    @Test
    void ignoresDurationsThatCannotBe() {
        learn(42, 60, 60, -1);

        assertThat(history.of(42)).isEmpty();
    }

    @Test
    void quantilesGrowAndSurroundTheSamples() {
        learn(42, 50, 60, 70);
        LearnedDurations learned = history.of(42).orElseThrow();

        assertThat(learned.quantile(0.5)).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(70));
        assertThat(learned.quantile(0.05)).isLessThan(Duration.ofSeconds(50));
        assertThat(learned.quantile(0.95)).isGreaterThan(Duration.ofSeconds(70));
        assertThat(learned.quantile(0.3)).isLessThan(learned.quantile(0.4));
    }

    @Test
    void quantilesOfManySamplesAreThoseOfTheirDistribution() {
        Random random = new Random(1);
        for (int i = 0; i < 32; i++) {
            history.finished(42, Durations.ofSeconds(100 * Math.exp(0.25 * random.nextGaussian())));
        }
        LearnedDurations learned = history.of(42).orElseThrow();

        assertThat(learned.quantile(0.5)).isBetween(Duration.ofSeconds(85), Duration.ofSeconds(115));
        assertThat(learned.quantile(0.1)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(80));
        assertThat(learned.quantile(0.9)).isBetween(Duration.ofSeconds(125), Duration.ofSeconds(160));
    }

    @Test
    void keepsBothHumpsOfAQueryThatSometimesFailsAtOnce() {
        learn(42, 2, 2, 2, 2, 2, 600, 600, 600, 600, 600);
        learn(42, 2, 2, 2, 2, 2, 600, 600, 600, 600, 600);
        LearnedDurations learned = history.of(42).orElseThrow();

        assertThat(learned.quantile(0.25)).isLessThan(Duration.ofSeconds(10));
        assertThat(learned.quantile(0.75)).isGreaterThan(Duration.ofSeconds(200));
    }

    @Test
    void refusesAQuantileThatIsNone() {
        learn(42, 1, 2, 3);
        LearnedDurations learned = history.of(42).orElseThrow();

        assertThatIllegalArgumentException().isThrownBy(() -> learned.quantile(0));
        assertThatIllegalArgumentException().isThrownBy(() -> learned.quantile(1));
        assertThatIllegalArgumentException().isThrownBy(() -> learned.quantile(Double.NaN));
    }

    @Test
    void takesDurationsOfZero() {
        learn(42, 0, 0, 0);

        assertThat(history.of(42).orElseThrow().quantile(0.9)).isPositive();
    }

    @Test
    void forgetsOldDurationsOfAQueryThatChanged() {
        for (int i = 0; i < 32; i++) {
            learn(42, 10);
        }
        for (int i = 0; i < 32; i++) {
            learn(42, 1000);
        }

        assertThat(history.of(42).orElseThrow().quantile(0.01)).isGreaterThan(Duration.ofSeconds(100));
        assertThat(history.of(42).orElseThrow().samples()).isEqualTo(32);
    }

    @Test
    void forgetsTheQueriesThatWereNotUsedForTheLongestTime() {
        learn(1, 5, 5, 5);
        learn(2, 5, 5, 5);
        for (int id = 100; id < 1099; id++) {
            history.of(1);
            learn(id, 5, 5, 5);
        }

        assertThat(history.of(1)).isPresent();
        assertThat(history.of(2)).isEmpty();
    }

    private void learn(long queryId, long... seconds) {
        for (long s : seconds) {
            history.finished(queryId, Duration.ofSeconds(s));
        }
    }
}
