package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stopping, suspending and starting lose nothing and repeat nothing. */
class ConsumerRestartTest extends ConsumerTestSupport {

    private static final String LIST = "watchStore=#shared&watchList=a";

    @Test
    void deliversWhatHappenedBetweenTwoContexts() throws Exception {
        String id = dune.execution().stays("EXECUTING").start();
        consume(LIST);
        send("dune:watch?correlationHeaders=*&" + LIST, id, Map.of("order", 17));
        eventually().until(() -> store.get("a/" + id).contains("EXECUTING"));
        context.stop();
        dune.execution().id(id).failed().start();

        CamelContext next = newContext();
        consume(next, LIST, receiver);

        eventually().until(this::isNothingWatched);
        assertThat(receiver.states(id)).containsExactly("EXECUTING", "FAILED");
        assertThat(receiver.of(id).get(1).previousState()).isEqualTo("QUERY_STATE_EXECUTING");
        assertThat(receiver.of(id).get(1).headers()).containsEntry("order", 17);
    }

    @Test
    void doesNotDeliverAnEndedExecutionOfTheOptionAgainAfterARestartOfTheRoute() throws Exception {
        String id = dune.execution().completed().start();
        String marker = dune.execution().completed().start();
        consume("executionIds=" + id);
        eventually().until(() -> receiver.of(id).size() == 1);

        stopRoute();
        startRoute();
        watch(marker);

        eventually().until(() -> receiver.of(marker).size() == 1);
        assertThat(receiver.of(id)).hasSize(1);
        assertThat(dune.requests(id)).hasSize(1);
    }

    @Test
    void marksAnEndedExecutionOfTheOptionInTheStore() throws Exception {
        String id = dune.execution().completed().start();

        consume(LIST + "&executionIds=" + id);

        eventually().until(() -> store.getOrDefault("a/" + id, "").contains("\"ended\":true"));
    }

    @Test
    void startsOverWithANewMemory() throws Exception {
        String id = dune.execution().completed().start();
        consume("executionIds=" + id);
        eventually().until(() -> receiver.of(id).size() == 1);
        context.stop();

        consume(newContext(), "executionIds=" + id, receiver);

        eventually().until(() -> receiver.of(id).size() == 2);
        assertThat(receiver.of(id).get(1).eventId())
                .isEqualTo(receiver.of(id).get(0).eventId());
    }

    @Test
    void losesNothingThatHappenedWhileSuspendedAndAsksNothing() throws Exception {
        String id = dune.execution().stays("EXECUTING").start();
        consume("executionIds=" + id);
        eventually().until(() -> receiver.of(id).size() == 1);

        context.getRouteController().suspendRoute(ROUTE);
        dune.execution().id(id).completed().start();
        String added = dune.execution().completed().start();
        watch(added);
        eventually().during(Duration.ofMillis(300)).until(() -> dune.requests(added)
                .isEmpty());
        context.getRouteController().resumeRoute(ROUTE);

        eventually()
                .until(() -> receiver.of(id).size() == 2 && receiver.of(added).size() == 1);
        assertThat(receiver.states(id)).containsExactly("EXECUTING", "COMPLETED");
    }

    @Test
    void letsAnExchangeUnderWayFinishAndBeRecordedWhenStopped() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        receiver.then(exchange -> release.await());
        String id = dune.execution().state("PENDING").stays("EXECUTING").start();
        consume(LIST);
        send("dune:watch?" + LIST, id, Map.of());
        eventually().until(() -> receiver.underWay() == 1 && dune.requests(id).size() >= 2);

        ExecutorService stopping = Executors.newSingleThreadExecutor();
        try {
            Future<?> stopped = stopping.submit(context::stop);
            eventually().until(() -> context.isStopping());
            release.countDown();
            stopped.get(20, TimeUnit.SECONDS);
        } finally {
            stopping.shutdownNow();
        }

        // no other was begun, and this one is recorded
        assertThat(receiver.states(id)).containsExactly("PENDING");
        assertThat(store.get("a/" + id)).contains("QUERY_STATE_PENDING");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPinnedExecutionThatDuneWatchAddedTooIsNotDeliveredAgainAfterARestart(boolean addedFirst) throws Exception {
        String id = dune.execution().completed().start();
        if (addedFirst) {
            send("dune:watch?watchStore=#shared", id, Map.of());
        }
        consume("watchStore=#shared&executionIds=" + id);
        eventually().until(() -> receiver.of(id).size() == 1 && isEnded(id));
        if (!addedFirst) {
            send("dune:watch?watchStore=#shared", id, Map.of());
            eventually().until(() -> receiver.of(id).size() == 2 && isEnded(id));
        }
        int delivered = receiver.of(id).size();

        stopRoute();
        startRoute();

        String other = dune.execution().completed().start();
        send("dune:watch?watchStore=#shared", other, Map.of());
        eventually().until(() -> receiver.of(other).size() == 1);
        assertThat(receiver.of(id)).hasSize(delivered);
    }

    private boolean isEnded(String id) {
        return store.getOrDefault("default/" + id, "").contains("\"ended\":true");
    }
}
