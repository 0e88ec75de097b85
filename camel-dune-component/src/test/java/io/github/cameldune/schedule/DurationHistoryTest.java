package io.github.cameldune.schedule;

import static org.assertj.core.api.Assertions.assertThat;

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
    void estimateSurroundsTheSamples() {
        learn(42, 50, 60, 70);
        LearnedDurations learned = history.of(42).orElseThrow();

        assertThat(learned.finishedBy(60)).isBetween(0.4, 0.6);
        assertThat(learned.finishedBy(50)).isBetween(0.1, 0.4);
        assertThat(learned.finishedBy(70)).isBetween(0.6, 0.9);
        assertThat(learned.finishedBy(0)).isZero();
        assertThat(learned.finishedBy(1000)).isEqualTo(1);
    }

    @Test
    void estimateOfManySamplesIsTheirDistribution() {
        Random random = new Random(1);
        for (int i = 0; i < 32; i++) {
            history.finished(42, Durations.ofSeconds(100 * Math.exp(0.25 * random.nextGaussian())));
        }
        LearnedDurations learned = history.of(42).orElseThrow();

        // half, give or take two standard errors of 32 samples
        assertThat(learned.finishedBy(100)).isBetween(0.32, 0.68);
        assertThat(learned.finishedBy(72)).isBetween(0.03, 0.25);
        assertThat(learned.finishedBy(138)).isBetween(0.75, 0.97);
    }

    @Test
    void keepsBothHumpsOfAQueryThatSometimesFailsAtOnce() {
        learn(42, 2, 2, 2, 2, 2, 600, 600, 600, 600, 600);
        learn(42, 2, 2, 2, 2, 2, 600, 600, 600, 600, 600);
        LearnedDurations learned = history.of(42).orElseThrow();

        assertThat(learned.finishedBy(10)).isBetween(0.35, 0.65);
        assertThat(learned.finishedBy(100)).isBetween(0.45, 0.65);
        assertThat(learned.finishedBy(2000)).isGreaterThan(0.85);
    }

    @Test
    void takesDurationsOfZero() {
        learn(42, 0, 0, 0);

        assertThat(history.of(42).orElseThrow().bestAges().after(0)).isNotNull();
    }

    @Test
    void knowsAllExecutionsTogetherFromTwentyOnAdHocSqlIncluded() {
        for (int i = 0; i < 19; i++) {
            learn(0, 60);
        }
        assertThat(history.ofAll()).isEmpty();

        learn(42, 60);

        assertThat(history.ofAll().orElseThrow().samples()).isEqualTo(20);
        assertThat(history.ofAll().orElseThrow().finishedBy(60)).isBetween(0.4, 0.6);
    }

    @Test
    void whatAQueryDoesNotShowAllExecutionsFillIn() {
        for (int i = 0; i < 20; i++) {
            learn(0, 600);
        }
        learn(42, 2, 2, 2);

        assertThat(history.of(42).orElseThrow().finishedBy(100)).isBetween(0.7, 0.95);
    }

    @Test
    void forgetsOldDurationsOfAQueryThatChanged() {
        for (int i = 0; i < 32; i++) {
            learn(42, 10);
        }
        for (int i = 0; i < 32; i++) {
            learn(42, 1000);
        }

        assertThat(history.of(42).orElseThrow().finishedBy(100)).isLessThan(0.02);
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
