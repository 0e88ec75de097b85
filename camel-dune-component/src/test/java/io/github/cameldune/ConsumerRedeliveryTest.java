package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.Receiver.Received;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** A transition is recorded once its exchange succeeded, and delivered again until then. */
class ConsumerRedeliveryTest extends ConsumerTestSupport {

    private static final String LIST = "watchStore=#shared&watchList=a";

    @Test
    void recordsATransitionOnlyAfterTheRouteSucceeded() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        receiver.then(exchange -> release.await());
        String id = dune.execution().stays("EXECUTING").start();
        consume(LIST);
        send("dune:watch?" + LIST, id, Map.of());

        eventually().until(() -> receiver.underWay() == 1);
        assertThat(store.get("a/" + id)).doesNotContain("QUERY_STATE_EXECUTING");
        release.countDown();

        eventually().until(() -> store.get("a/" + id).contains("QUERY_STATE_EXECUTING"));
    }

    @Test
    void keepsAWatchUntilItsLastExchangeSucceeded() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        receiver.then(exchange -> {
            if (broken.get()) {
                throw new IllegalStateException("not now");
            }
        });
        String id = dune.execution().completed().start();
        consume(LIST);
        send("dune:watch?" + LIST, id, Map.of());

        eventually().until(() -> receiver.of(id).size() >= 2);
        assertThat(store).containsKey("a/" + id);
        broken.set(false);

        eventually().until(() -> !store.containsKey("a/" + id));
    }

    @Test
    void deliversAgainAfterAnExceptionWithTheSameEventIdAndInOrder() throws Exception {
        failFirst(2, exchange -> {
            throw new IllegalStateException("not now");
        });

        expectThreeDeliveriesOfTheFirst();
    }

    @Test
    void deliversAgainAfterARollback() throws Exception {
        failFirst(2, exchange -> exchange.setRollbackOnly(true));

        expectThreeDeliveriesOfTheFirst();
    }

    @Test
    void deliversAgainAfterAnError() throws Exception {
        failFirst(2, exchange -> {
            throw new AssertionError("even an Error");
        });

        expectThreeDeliveriesOfTheFirst();
    }

    private void expectThreeDeliveriesOfTheFirst() throws Exception {
        String id = dune.execution().state("PENDING").completed().start();

        consume("executionIds=" + id);

        eventually().until(() -> receiver.states(id).contains("COMPLETED"));
        assertThat(receiver.states(id)).containsExactly("PENDING", "PENDING", "PENDING", "COMPLETED");
        assertThat(receiver.of(id).subList(0, 3))
                .extracting(Received::eventId)
                .containsOnly(id + ":QUERY_STATE_PENDING");
        assertThat(receiver.of(id).subList(0, 3))
                .extracting(Received::previousState)
                .containsOnlyNulls();
        assertThat(dune.requests(id)).hasSize(2);
    }

    @Test
    void tellsTheExceptionHandlerOfAnExchangeThatFailed() throws Exception {
        expectReport(new IllegalStateException("not now"));
    }

    @Test
    void tellsTheExceptionHandlerOfAnErrorInTheRoute() throws Exception {
        expectReport(new AssertionError("even an Error"));
    }

    private void expectReport(Throwable failure) throws Exception {
        List<Throwable> told = new CopyOnWriteArrayList<>();
        context.getRegistry().bind("handler", new RecordingExceptionHandler(told));
        failFirst(1, exchange -> sneaky(failure));
        String id = dune.execution().completed().start();

        consume("exceptionHandler=#handler&executionIds=" + id);

        eventually().until(() -> receiver.of(id).size() == 2);
        assertThat(told).singleElement().satisfies(one -> assertThat(one).hasStackTraceContaining(failure.toString()));
    }

    private static void sneaky(Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }

    @Test
    void takesAnExchangeThatTheErrorHandlerDealtWithForDelivered() throws Exception {
        AtomicInteger dead = new AtomicInteger();
        String id = dune.execution().state("PENDING").completed().start();
        RouteBuilder.addRoutes(context, routes -> {
            routes.errorHandler(routes.deadLetterChannel("direct:dead")
                    .maximumRedeliveries(1)
                    .redeliveryDelay(0));
            routes.from("direct:dead").process(exchange -> dead.incrementAndGet());
            routes.from(QUICK + "&executionIds=" + id).process(receiver);
        });
        receiver.then(exchange -> {
            throw new IllegalStateException("never");
        });

        eventually().until(() -> dead.get() == 2);
        // each twice, which is the redelivery of the error handler
        assertThat(receiver.states(id)).containsExactly("PENDING", "PENDING", "COMPLETED", "COMPLETED");
    }

    @Test
    void doesNotLetAnExchangeThatAlwaysFailsHoldUpOtherExecutions() throws Exception {
        String poison = dune.execution().completed().start();
        String healthy =
                dune.execution().state("PENDING").state("EXECUTING").completed().start();
        receiver.then(exchange -> {
            if (poison.equals(exchange.getMessage().getHeader(DuneConstants.EXECUTION_ID))) {
                throw new IllegalStateException("never");
            }
        });

        consume("executionIds=" + poison + "," + healthy);

        eventually()
                .until(() ->
                        receiver.of(healthy).size() == 3 && receiver.of(poison).size() >= 3);
        assertThat(receiver.of(poison)).extracting(Received::eventId).containsOnly(poison + ":QUERY_STATE_COMPLETED");
    }

    private void failFirst(int times, Processor failure) {
        AtomicInteger left = new AtomicInteger(times);
        receiver.then((Exchange exchange) -> {
            if (left.getAndDecrement() > 0) {
                failure.process(exchange);
            }
        });
    }
}
