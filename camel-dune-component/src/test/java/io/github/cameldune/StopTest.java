package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultConsumer;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stop lets the exchange in flight finish, and does not wait for what hangs. */
class StopTest extends ConsumerTestSupport {

    private static final String LIST = "watchStore=#shared&watchList=a";

    /** What {@code master:} does when it loses leadership is to stop the consumer, not the route. */
    @ParameterizedTest
    @ValueSource(strings = {"consumer", "route", "context"})
    void theExchangeInFlightFinishesItsStepsAndIsRecorded(String what) throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<String> steps = new CopyOnWriteArrayList<>();
        String id = dune.execution().stays("EXECUTING").start();
        RouteBuilder.addRoutes(context, routes -> {
            routes.errorHandler(
                    routes.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
            routes.from(QUICK + "&" + LIST)
                    .routeId(ROUTE)
                    .process(receiver)
                    .process(exchange -> steps.add("second"))
                    .to("direct:next");
            routes.from("direct:next").process(exchange -> steps.add("third"));
        });
        receiver.then(exchange -> release.await());
        send("dune:watch?" + LIST, id, Map.of());
        eventually().until(() -> receiver.underWay() == 1);

        CompletableFuture<Void> stopping = CompletableFuture.runAsync(() -> stop(what));
        eventually().during(Duration.ofMillis(300)).until(() -> !stopping.isDone());
        release.countDown();
        stopping.get(20, TimeUnit.SECONDS);

        assertThat(steps).containsExactly("second", "third");
        assertThat(store.get("a/" + id)).contains("QUERY_STATE_EXECUTING");
    }

    private void stop(String what) {
        try {
            switch (what) {
                case "consumer" -> context.getRoute(ROUTE).getConsumer().stop();
                case "route" -> stopRoute();
                default -> context.stop();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aConsumerThatIsStoppedCanBeSuspendedAndStartedAgain() throws Exception {
        String id = dune.execution().stays("EXECUTING").start();
        consume("executionIds=" + id);
        eventually().until(() -> receiver.of(id).size() == 1);
        DefaultConsumer consumer = (DefaultConsumer) context.getRoute(ROUTE).getConsumer();

        consumer.stop();
        consumer.suspend();
        consumer.stop();
        dune.execution().id(id).completed().start();
        consumer.start();

        eventually().until(() -> receiver.of(id).size() == 2);
    }

    @Test
    void theContextStopsWithinSecondsWhileRequestsToSeveralAddressesHang() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        dune.failAll(Fault.held(never).forever());
        try {
            String[] ids = new String[3];
            for (int i = 0; i < 3; i++) {
                String id = ids[i] = dune.execution().completed().start();
                String address = dune.baseUrl().replace("localhost", i == 0 ? "localhost" : "127.0.0." + i);
                RouteBuilder.addRoutes(context, routes -> routes.from(QUICK + "&watchList=" + id + "&executionIds=" + id
                                + "&responseTimeout=10m&baseUrl=" + address)
                        .process(receiver));
                send("dune:watch?watchList=" + id, id, Map.of());
            }
            eventually().until(() -> context.getRoutes().stream()
                    .allMatch(route -> ((DuneConsumer) route.getConsumer()).getWatches() == 1));
            eventually().during(Duration.ofMillis(500)).until(() -> receiver.received()
                    .isEmpty());

            Instant begin = Instant.now();
            try (CapturedLog log = new CapturedLog(Level.ERROR)) {
                context.stop();
                assertThat(log.lines()).as("of an orderly stop").isEmpty();
            }

            // about a second; a request may hang for ten minutes, and a pool of Camel's for ten seconds
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(9));
        } finally {
            never.countDown();
        }
    }
}
