package io.github.cameldune.internal.schedule.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.ExecutionId;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class QueryDurationsTest {

    private final QueryDurations durations = new QueryDurations();

    private int executions;

    private void learn(long queryId, long... seconds) {
        for (long s : seconds) {
            durations.ended(queryId, new ExecutionId("e" + executions++), Duration.ofSeconds(s));
        }
    }

    private boolean isKnown(long queryId) {
        return durations.after(OptionalLong.of(queryId), Duration.ZERO) != Priority.OF_UNKNOWN;
    }

    @Test
    void knowsAQueryFromThreeEndedExecutionsOn() {
        learn(42, 60, 60);
        assertThat(isKnown(42)).isFalse();

        learn(42, 60);

        assertThat(isKnown(42)).isTrue();
        assertThat(isKnown(43)).isFalse();
        assertThat(durations.after(OptionalLong.empty(), Duration.ZERO)).isSameAs(Priority.OF_UNKNOWN);
    }

    @Test
    void learnsOnceFromAnExecutionHoweverOftenItIsAwaitedAfterItsEnd() {
        for (int i = 0; i < 20; i++) {
            durations.ended(42, new ExecutionId("same"), Duration.ofSeconds(60));
        }

        assertThat(durations.durations(42)).containsExactly(60.0);
    }

    @Test
    void learnsNothingFromSqlThatIsNoSavedQuery() {
        learn(0, 60, 60, 60, 60);
        durations.restore(0, List.of(60.0, 60.0, 60.0));

        assertThat(isKnown(0)).isFalse();
    }

    @Test
    void ignoresDurationsThatCannotBe() {
        learn(42, 60, 60, -1);

        assertThat(isKnown(42)).isFalse();
    }

    @Test
    void takesDurationsOfZero() {
        learn(42, 0, 0, 0);

        assertThat(isKnown(42)).isTrue();
    }

    @Test
    void saysNothingBeyondWhatItLearnedAndTakesAnAgeBeforeTheStart() {
        learn(42, 10, 10, 10);

        assertThat(durations.after(OptionalLong.of(42), Duration.ofMinutes(15))).isSameAs(Priority.OF_UNKNOWN);
        assertThat(durations.after(OptionalLong.of(42), Duration.ofMinutes(-15)))
                .isNotSameAs(Priority.OF_UNKNOWN);
    }

    @Test
    void forgetsDurationsOfAQueryThatChangedAfterTenExecutions() {
        learn(42, 1, 2, 3, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000);

        assertThat(durations.durations(42)).hasSize(10).containsOnly(1000.0);
    }

    @Test
    void forgetsTheQueriesThatWereNotUsedForTheLongestTime() {
        learn(1, 5, 5, 5);
        learn(2, 5, 5, 5);
        for (int id = 100; id < 1099; id++) {
            isKnown(1);
            learn(id, 5, 5, 5);
        }

        assertThat(isKnown(1)).isTrue();
        assertThat(isKnown(2)).isFalse();
    }

    @Test
    void restoresWhatAStoreKeptAndNotLessThanIsKnown() {
        durations.restore(42, List.of(60.0, 61.5, 62.0));
        assertThat(durations.durations(42)).containsExactly(60.0, 61.5, 62.0);

        durations.restore(42, List.of(1.0, 2.0));
        assertThat(durations.durations(42)).containsExactly(60.0, 61.5, 62.0);

        durations.restore(42, List.of(1.0, 2.0, 3.0, 4.0));
        assertThat(durations.durations(42)).containsExactly(1.0, 2.0, 3.0, 4.0);
    }

    @Test
    void restoresOnlyNumbersOfSecondsAndTheNewestTen() {
        durations.restore(42, List.of(60.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY));
        assertThat(durations.durations(42)).containsExactly(60.0);

        durations.restore(43, List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0));
        assertThat(durations.durations(43)).hasSize(10).startsWith(3.0).endsWith(12.0);
    }
}
