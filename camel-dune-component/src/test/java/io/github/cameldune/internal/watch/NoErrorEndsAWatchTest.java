package io.github.cameldune.internal.watch;

import static io.github.cameldune.internal.schedule.Answers.BILLING_LIMIT;
import static io.github.cameldune.internal.schedule.Answers.BROKEN;
import static io.github.cameldune.internal.schedule.Answers.KEY_REFUSED;
import static io.github.cameldune.internal.schedule.Answers.MISDIRECTED;
import static io.github.cameldune.internal.schedule.Answers.TIMED_OUT;
import static io.github.cameldune.internal.schedule.Answers.UNKNOWN;
import static io.github.cameldune.internal.schedule.Answers.UNREADABLE;
import static io.github.cameldune.internal.schedule.Answers.limited;
import static io.github.cameldune.internal.schedule.Answers.state;
import static io.github.cameldune.internal.watch.Watching.ID;
import static io.github.cameldune.internal.watch.Watching.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.watch.store.MapWatchStore;
import io.github.cameldune.watch.store.WatchStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors, however long they last and whenever they come, cost a watch nothing but time. */
class NoErrorEndsAWatchTest {

    private static final List<Answer<ExecutionStatus>> ERRORS =
            List.of(MISDIRECTED, UNREADABLE, KEY_REFUSED, BILLING_LIMIT, BROKEN, TIMED_OUT, limited(null), UNKNOWN);

    private final Watching watching = new Watching();

    private static Stream<Arguments> errorsByDuration() {
        return ERRORS.stream().flatMap(error -> Stream.of(3, 30, 600)
                // after a minute, Dune is believed that it does not know the execution
                .filter(seconds -> error != UNKNOWN || seconds < 60)
                .flatMap(seconds ->
                        Stream.of(true, false).map(seen -> Arguments.of(error.verdict(), seconds, seen, error))));
    }

    @ParameterizedTest(name = "{0} for {1} s, seen before: {2}")
    @MethodSource("errorsByDuration")
    void anErrorForAWhileCostsNoWatch(Object verdict, int seconds, boolean seen, Answer<ExecutionStatus> error) {
        watching.answers(ID, seen ? state("EXECUTING") : error, error);
        watching.add(ID);

        watching.seconds(seconds);
        assertThat(watching.stored(ID)).isNotNull();
        watching.answers(ID, state("COMPLETED"));
        // the key may be paused for as long again, at most five minutes
        watching.seconds(61 + Math.min(seconds, 300));

        assertThat(watching.deliveredStates()).endsWith("COMPLETED");
        assertThat(watching.expired).isEmpty();
        assertThat(watching.map).isEmpty();
    }

    private static Stream<Arguments> errors() {
        return ERRORS.stream().map(error -> Arguments.of(error.verdict(), error));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("errors")
    void anErrorAsTheFirstAnswerAfterARestartCostsNoWatchThatIsPastItsTimeout(
            Object verdict, Answer<ExecutionStatus> error) {
        watching.answers(ID, state("EXECUTING"));
        watching.add(ID);
        watching.seconds(2);
        watching.restart();
        watching.time.advance(Duration.ofDays(3));
        watching.answers(ID, error);

        watching.seconds(10);
        assertThat(watching.expired).isEmpty();
        assertThat(watching.stored(ID)).isNotNull();
        watching.answers(ID, state("FAILED"));
        watching.seconds(60);

        assertThat(watching.deliveredStates()).containsExactly("EXECUTING", "FAILED");
        assertThat(watching.map).isEmpty();
    }

    @Test
    void anEndDuringASuspensionThatIsLongerThanTheTimeoutIsDelivered() {
        watching.answers(ID, state("EXECUTING"));
        watching.add(ID);
        watching.seconds(2);
        watching.watcher().pause();
        watching.time.advance(Watching.TIMEOUT.multipliedBy(10));
        watching.answers(ID, BROKEN, state("FAILED"));

        watching.watcher().open();
        watching.seconds(5);

        assertThat(watching.deliveredStates()).containsExactly("EXECUTING", "FAILED");
        assertThat(watching.expired).isEmpty();
    }

    @Test
    void theReportOfAnExpiryIsRepeatedUntilTheHandlerCompletesAlsoAfterARestart() {
        watching.answers(ID, state("EXECUTING"));
        watching.route = event -> event instanceof Expiry ? "the queue is down" : null;
        watching.add(ID);

        watching.seconds(605);
        assertThat(watching.expired).hasSizeGreaterThan(1);
        assertThat(watching.stored(ID)).isNotNull();
        watching.restart();
        watching.route = event -> null;
        int reports = watching.expired.size();
        watching.seconds(3);

        assertThat(watching.expired).hasSize(reports + 1);
        assertThat(watching.map).isEmpty();
    }

    @Test
    void aPinnedExecutionOfWhichNoStatusWasReadIsNeverMarkedAsEnded() {
        watching.pinned = Set.of(ID);
        watching.answers(ID, UNKNOWN);
        watching.seconds(70);
        assertThat(watching.expired).hasSize(1);
        assertThat(watching.stored(ID)).isNull();
        watching.restart();
        watching.answers(ID, state("COMPLETED"));

        watching.seconds(2);

        assertThat(watching.deliveredStates()).containsExactly("COMPLETED");
        assertThat(watching.stored(ID)).contains("\"ended\":true");
    }

    /** A column of type JSON or CHAR, or a driver that counts changed rows. */
    private static final class NeverEqualStore implements WatchStore {

        private final WatchStore map = new MapWatchStore(new ConcurrentHashMap<>());
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public Set<String> ids(String watchList) {
            return map.ids(watchList);
        }

        @Override
        public String get(String watchList, String executionId) {
            String text = map.get(watchList, executionId);
            return text == null ? null : text + " ";
        }

        @Override
        public boolean putIfAbsent(String watchList, String executionId, String value) {
            return map.putIfAbsent(watchList, executionId, value);
        }

        @Override
        public boolean replace(String watchList, String executionId, String expected, String value) {
            calls.incrementAndGet();
            return false;
        }

        @Override
        public boolean remove(String watchList, String executionId, String expected) {
            calls.incrementAndGet();
            return false;
        }
    }

    @Test
    void aStoreThatNeverFindsWhatItReturnedIsTriedAFewTimesAndThenNamed() {
        NeverEqualStore store = new NeverEqualStore();
        WatchList list = new WatchList(store, "list", watching.time, new WatchCounts());
        Watch watch = Watch.of(ID, watching.time.instant());
        store.putIfAbsent("list", ID.value(), WatchJson.write(watch));

        assertThatThrownBy(() -> list.remove(ID))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("column WATCH")
                .hasMessageContaining("VARCHAR");
        assertThat(store.calls.get()).isLessThan(10);
    }

    @Test
    void aDeliveryPoolWithoutThreadsLosesNoEvent() {
        watching.answers(ID, state("PENDING"), state("COMPLETED"));
        watching.deliveryPool = task -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
        watching.add(ID);
        watching.seconds(10);
        assertThat(watching.delivered).isEmpty();

        watching.deliveryPool = watching.deliveries::add;
        watching.seconds(2);

        assertThat(watching.deliveredStates()).containsExactly("PENDING", "COMPLETED");
        assertThat(watching.map).isEmpty();
    }

    @Test
    void aKnownQueryThatFailsEarlyIsSeenWithinMaxPollInterval() {
        watching.adaptive = true;
        watching.map.put("dune:durations/42", "{\"seconds\":[1200.0,1200.0,1200.0]}");
        watching.answers(ID, state("EXECUTING"));
        watching.add(ID, 42L);
        watching.seconds(40);
        watching.answers(ID, state("FAILED"));

        watching.seconds(60);

        assertThat(watching.deliveredStates()).containsExactly("EXECUTING", "FAILED");
    }

    @Test
    void theBillingLimitOfOneExecutionHoldsUpNoOther() {
        watching.answers(ID, BILLING_LIMIT).answers(OTHER, state("PENDING"), state("EXECUTING"), state("COMPLETED"));
        watching.add(ID);
        watching.add(OTHER);

        watching.seconds(4);

        assertThat(watching.deliveredStates()).containsExactly("PENDING", "EXECUTING", "COMPLETED");
        assertThat(watching.stored(ID)).isNotNull();
    }

    @Test
    void aFullListIsCountedOnceForEachRefreshAndItsIdsAreNotRead() {
        AtomicInteger counted = new AtomicInteger();
        WatchStore store = new CountingStore(new MapWatchStore(watching.map), counted);
        WatchList list = new WatchList(store, "list", watching.time, new WatchCounts());
        list.add(Watch.of(OTHER, watching.time.instant()), 1, Duration.ofSeconds(5));

        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> list.add(Watch.of(ID, watching.time.instant()), 1, Duration.ofSeconds(5)))
                    .hasMessageContaining("maxWatches is 1");
        }

        assertThat(counted).hasValue(1);
    }

    private record CountingStore(WatchStore store, AtomicInteger counted) implements WatchStore {

        @Override
        public Set<String> ids(String watchList) {
            throw new AssertionError("all ids are read");
        }

        @Override
        public int count(String watchList) {
            counted.incrementAndGet();
            return store.count(watchList);
        }

        @Override
        public Map<String, String> load(String watchList) {
            throw new AssertionError("all is read");
        }

        @Override
        public String get(String watchList, String executionId) {
            return store.get(watchList, executionId);
        }

        @Override
        public boolean putIfAbsent(String watchList, String executionId, String value) {
            return store.putIfAbsent(watchList, executionId, value);
        }

        @Override
        public boolean replace(String watchList, String executionId, String expected, String value) {
            return store.replace(watchList, executionId, expected, value);
        }

        @Override
        public boolean remove(String watchList, String executionId, String expected) {
            return store.remove(watchList, executionId, expected);
        }
    }
}
