package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.Fault;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.LoggingExceptionHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Watches that end without a terminal state are reported once, as consumers report errors. */
class ConsumerWatchEndTest extends ConsumerTestSupport {

    private static final String LIST = "watchStore=#shared&watchList=a";
    private static final Map<String, Object> ORDER = Map.of("orderId", "A-17", "amount", 12L, "other", "stays");

    private final List<Throwable> told = new CopyOnWriteArrayList<>();
    private final RecordingExceptionHandler handler = new RecordingExceptionHandler(told);

    @BeforeEach
    void bindHandler() {
        context.getRegistry().bind("handler", handler);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404})
    void reportsAnUnknownExecutionToTheExceptionHandlerOnce(int code) throws Exception {
        hurry(100);
        String id = dune.execution().stays("EXECUTING").start();
        consume("exceptionHandler=#handler&" + LIST);
        watchOrder(id);
        eventually().until(() -> receiver.of(id).size() == 1);

        dune.fail(
                id,
                code == 400 ? Fault.badRequest().forever() : Fault.notFound().forever());

        eventually().until(this::isNothingWatched);
        assertThat(told).singleElement().isInstanceOfSatisfying(DuneUnknownExecutionException.class, end -> {
            assertThat(end.getExecutionId()).isEqualTo(id);
            assertThat(end.getLastState()).isEqualTo("QUERY_STATE_EXECUTING");
        });
        expectHeaders(id, handler.exchanges().get(0));
        assertThat(told.get(0))
                .hasMessageContainingAll(id, "does not know it", "Dune answered " + code)
                .cause()
                .isExactlyInstanceOf(code == 400 ? DuneBadRequestException.class : DuneNotFoundException.class)
                .extracting(answer -> ((DuneApiException) answer).getHttpResponseCode())
                .isEqualTo(code);
    }

    @Test
    void reportsATimeoutToTheExceptionHandlerOnce() throws Exception {
        String id = dune.execution().stays("EXECUTING").start();
        consume("watchTimeout=500&exceptionHandler=#handler&" + LIST);
        watchOrder(id);

        eventually().until(() -> !told.isEmpty() && isNothingWatched());
        expectOneReport(id);
        assertThat(told.get(0)).hasMessageContaining("watchTimeout (").hasNoCause();
        assertThat(receiver.states(id)).containsExactly("EXECUTING");
    }

    private void expectOneReport(String id) {
        assertThat(told).singleElement().isInstanceOfSatisfying(DuneWatchTimeoutException.class, end -> {
            assertThat(end.getExecutionId()).isEqualTo(id);
            assertThat(end.getLastState()).isEqualTo("QUERY_STATE_EXECUTING");
        });
        expectHeaders(id, handler.exchanges().get(0));
    }

    private static void expectHeaders(String id, Exchange exchange) {
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelDuneExecutionId", id)
                .containsEntry("CamelDuneState", "QUERY_STATE_EXECUTING")
                .containsEntry("orderId", "A-17")
                .containsEntry("amount", 12L)
                .doesNotContainKey("other");
    }

    @Test
    void bringsATimeoutToTheErrorHandlerOfTheRouteWhenBridged() throws Exception {
        String id = dune.execution().stays("EXECUTING").start();
        List<Exchange> handled = bridged(DuneWatchTimeoutException.class, "watchTimeout=500&" + LIST);

        watchOrder(id);

        eventually().until(() -> !handled.isEmpty() && isNothingWatched());
        assertThat(handled).hasSize(1);
        expectHeaders(id, handled.get(0));
    }

    @ParameterizedTest
    @ValueSource(classes = {DuneUnknownExecutionException.class, DuneNotFoundException.class})
    void bringsAnUnknownExecutionToTheErrorHandlerOfTheRouteWhenBridged(Class<? extends Exception> type)
            throws Exception {
        hurry(100);
        String id = dune.execution().stays("EXECUTING").start();
        List<Exchange> handled = bridged(type, LIST);
        watchOrder(id);
        eventually().until(() -> receiver.of(id).size() == 1);

        dune.fail(id, Fault.notFound().forever());

        eventually().until(() -> !handled.isEmpty() && isNothingWatched());
        assertThat(handled).hasSize(1);
        expectHeaders(id, handled.get(0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anErrorThatABridgedErrorHandlerDealsWithItselfBringsNoSecondReport(boolean inOtherRoute) throws Exception {
        AtomicInteger reports = new AtomicInteger();
        RouteBuilder.addRoutes(context, routes -> {
            var handler = routes.onException(DuneWatchTimeoutException.class)
                    .handled(true)
                    .process(exchange -> reports.incrementAndGet());
            if (inOtherRoute) {
                handler.to("direct:alert");
            } else {
                handler.doTry()
                        .throwException(new IllegalArgumentException("no alert"))
                        .doCatch(IllegalArgumentException.class)
                        .end();
            }
            routes.from(QUICK + "&bridgeErrorHandler=true&watchTimeout=300&" + LIST)
                    .routeId(ROUTE)
                    .process(receiver);
            routes.from("direct:alert")
                    .onException(IllegalArgumentException.class)
                    .handled(true)
                    .end()
                    .throwException(new IllegalArgumentException("no alert"));
        });
        watchOrder(dune.execution().stays("EXECUTING").start());

        eventually().until(() -> reports.get() > 0 && isNothingWatched());
        assertThat(reports).hasValue(1);
    }

    private List<Exchange> bridged(Class<? extends Exception> type, String options) throws Exception {
        List<Exchange> handled = new CopyOnWriteArrayList<>();
        RouteBuilder.addRoutes(context, routes -> {
            routes.onException(type).handled(true).process(handled::add);
            routes.from(QUICK + "&bridgeErrorHandler=true&" + options)
                    .routeId(ROUTE)
                    .process(receiver);
        });
        return handled;
    }

    @Test
    void aReportThatTheHandlerFailsOnIsReportedAgain() throws Exception {
        AtomicInteger reports = new AtomicInteger();
        context.getRegistry().bind("failing", (ExceptionHandler) new LoggingExceptionHandler(context, getClass()) {
            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                if (exception instanceof DuneWatchTimeoutException && reports.incrementAndGet() < 3) {
                    throw new IllegalStateException("the queue is down");
                }
            }
        });
        String id = dune.execution().stays("EXECUTING").start();
        consume("watchTimeout=300&exceptionHandler=#failing&" + LIST);
        watchOrder(id);

        eventually().until(() -> reports.get() == 1);
        assertThat(isNothingWatched()).as("until it was reported").isFalse();
        eventually().until(this::isNothingWatched);
        assertThat(reports).hasValue(3);
    }

    @Test
    void aReportThatTheErrorHandlerOfTheRouteFailsOnIsReportedAgain() throws Exception {
        AtomicInteger reports = new AtomicInteger();
        RouteBuilder.addRoutes(context, routes -> {
            routes.onException(DuneWatchTimeoutException.class).handled(true).process(exchange -> {
                if (reports.incrementAndGet() < 3) {
                    throw new IllegalStateException("the queue is down");
                }
            });
            routes.from(QUICK + "&bridgeErrorHandler=true&watchTimeout=300&" + LIST)
                    .process(receiver);
        });
        watchOrder(dune.execution().stays("EXECUTING").start());

        eventually().until(this::isNothingWatched);
        assertThat(reports).hasValue(3);
    }

    @Test
    void anOutageBringsOneExchangeToABridgedErrorHandler() throws Exception {
        hurry(100);
        List<Exchange> dead = new CopyOnWriteArrayList<>();
        String id = dune.execution().stays("EXECUTING").start();
        RouteBuilder.addRoutes(context, routes -> {
            routes.errorHandler(routes.deadLetterChannel("direct:dead"));
            routes.from("direct:dead").process(dead::add);
            routes.from(QUICK + "&bridgeErrorHandler=true&executionIds=" + id).process(receiver);
        });
        eventually().until(() -> receiver.of(id).size() == 1);

        dune.failAll(Fault.serverError(503).forever());
        // with backoff, these take more than a minute
        awaitRequests(id, 12);
        assertThat(dead).singleElement().satisfies(exchange -> assertThat(
                        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                .isInstanceOf(DuneServerException.class));
    }

    @Test
    void keepsTheMarkOfAnExecutionOfTheOptionSoThatARestartDoesNotReportAgain() throws Exception {
        String id = dune.execution().stays("EXECUTING").start();
        String options = "watchTimeout=300&exceptionHandler=#handler&executionIds=" + id;
        consume(options);
        eventually().until(() -> told.size() == 1);
        String other = dune.execution().completed().start();

        stopRoute();
        startRoute();
        watch(other);

        eventually().until(() -> receiver.of(other).size() == 1);
        assertThat(told).hasSize(1);
    }

    @Test
    void countsTheTimeoutOfDuneWatchForItsOwnWatchOnly() throws Exception {
        String brief = dune.execution().stays("EXECUTING").start();
        String patient = dune.execution().stays("EXECUTING").start();
        consume("exceptionHandler=#handler&" + LIST);

        send("dune:watch?watchTimeout=300&" + LIST, brief, Map.of());
        send("dune:watch?" + LIST, patient, Map.of());

        eventually().until(() -> told.size() == 1 && store.size() == 1);
        assertThat(store).containsKey("a/" + patient);
    }

    private void watchOrder(String id) {
        send("dune:watch?correlationHeaders=order*,amount&" + LIST, id, ORDER);
    }
}
