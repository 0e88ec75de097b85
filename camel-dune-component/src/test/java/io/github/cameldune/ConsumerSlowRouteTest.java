package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.Receiver.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A route that takes its time holds up nothing but what comes after it. */
class ConsumerSlowRouteTest extends ConsumerTestSupport {

    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void release() {
        release.countDown();
    }

    @Test
    void goesOnAskingAndDeliversAfterwardsWhatItFound() throws Exception {
        String id = dune.execution()
                .state("PENDING", 2)
                .state("EXECUTING", 2)
                .completed()
                .start();
        receiver.then(exchange -> release.await());

        consume("executionIds=" + id);

        // all five requests while the first exchange is still in the route
        eventually().until(() -> dune.requests(id).size() == 5);
        assertThat(receiver.states(id)).containsExactly("PENDING");
        release.countDown();
        eventually().until(() -> receiver.of(id).size() == 3);
        assertThat(receiver.states(id)).containsExactly("PENDING", "EXECUTING", "COMPLETED");
    }

    @Test
    void keepsTheOrderOfAnExecutionThoughOtherExchangesMayOvertake() throws Exception {
        String slow =
                dune.execution().state("PENDING").state("EXECUTING").completed().start();
        String quick =
                dune.execution().state("PENDING").state("EXECUTING").failed().start();
        receiver.then(exchange -> {
            if (slow.equals(exchange.getMessage().getHeader(DuneConstants.EXECUTION_ID))) {
                release.await();
            }
        });

        consume("concurrentConsumers=3&executionIds=" + slow + "," + quick);

        eventually()
                .until(() ->
                        receiver.of(quick).size() == 3 && dune.requests(slow).size() == 3);
        assertThat(receiver.states(slow)).containsExactly("PENDING");
        release.countDown();
        eventually().until(() -> receiver.of(slow).size() == 3);
        assertThat(receiver.states(slow)).containsExactly("PENDING", "EXECUTING", "COMPLETED");
    }

    @Test
    void hasOneExchangeUnderWayAtATimeUnlessToldOtherwise() throws Exception {
        List<String> ids = executions(20);

        consume("executionIds=" + String.join(",", ids));

        eventually().until(() -> receiver.received().size() == 20);
        assertThat(receiver.mostUnderWay()).isEqualTo(1);
    }

    @Test
    void hasAsManyExchangesUnderWayAsConcurrentConsumersSays() throws Exception {
        List<String> ids = executions(20);
        receiver.then(exchange -> release.await());

        consume("concurrentConsumers=4&executionIds=" + String.join(",", ids));

        eventually().until(() -> receiver.underWay() == 4 && dune.requestCount() == 20);
        release.countDown();
        eventually().until(() -> receiver.received().size() == 20);
        assertThat(receiver.mostUnderWay()).isEqualTo(4);
    }

    @Test
    void keepsThatBoundAndGoesOnAskingHoweverManyTransitionsWait() throws Exception {
        // more than the queue of a thread pool of Camel holds by default
        List<String> ids = executions(1_100);
        receiver.then(exchange -> release.await());
        ids.forEach(this::watch);

        consume("");

        eventually().until(() -> dune.requestCount() == 1_100);
        assertThat(receiver.underWay()).isEqualTo(1);
        release.countDown();
        eventually().until(() -> receiver.received().size() == 1_100);
        assertThat(receiver.mostUnderWay()).isEqualTo(1);
        assertThat(receiver.received().stream().map(Received::executionId).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    private static List<String> executions(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(dune.execution().completed().start());
        }
        return ids;
    }
}
