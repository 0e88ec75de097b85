package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a proxy, a wrong address, a restart in an outage or a long suspension do to watches: nothing. */
class NoErrorEndsAWatchTest extends ConsumerTestSupport {

    private static final String LIST = "watchStore=#shared&watchList=a";
    private static final String PROXY = "<html><body>404 page not found</body></html>";

    private final List<Throwable> reported = new CopyOnWriteArrayList<>();

    private void consumeList(String options) throws Exception {
        context.getRegistry().bind("handler", new RecordingExceptionHandler(reported));
        consume(LIST + "&exceptionHandler=#handler" + options);
    }

    private List<Throwable> ends() {
        return reported.stream()
                .filter(DuneWatchTimeoutException.class::isInstance)
                .toList();
    }

    static Stream<Fault> answersOfAProxy() {
        return Stream.of(
                Fault.html(404),
                Fault.html(400),
                Fault.answer(404, PROXY),
                Fault.notFound(),
                Fault.badRequest(),
                Fault.answer(404, "{\"message\":\"no Route matched with those values\"}"));
    }

    @ParameterizedTest
    @MethodSource("answersOfAProxy")
    void aWatchOutlivesWhatAProxyAnswersForSomeSeconds(Fault answer) throws Exception {
        String id = dune.execution().stays("EXECUTING").start();
        consumeList("");
        send("dune:watch?" + LIST, id, Map.of());
        eventually().until(() -> receiver.of(id).size() == 1);

        dune.failAll(answer.forever());
        awaitRequests(id, 5);
        assertThat(store).containsKey("a/" + id);
        dune.execution().id(id).completed().start();
        dune.heal();

        eventually().until(() -> receiver.of(id).size() == 2);
        assertThat(receiver.states(id)).containsExactly("EXECUTING", "COMPLETED");
        assertThat(ends()).isEmpty();
    }

    @Test
    void healthIsDownWhileAProxyAnswers() throws Exception {
        HealthCheckHelper.getHealthCheckRepository(context, "consumers").setEnabled(true);
        String id = dune.execution().stays("EXECUTING").start();
        consume("executionIds=" + id);
        eventually().until(() -> receiver.of(id).size() == 1);

        dune.failAll(Fault.html(404).forever());

        eventually().until(() -> health() == HealthCheck.State.DOWN);
        dune.heal();
        eventually().until(() -> health() == HealthCheck.State.UP);
    }

    private HealthCheck.State health() {
        return HealthCheckHelper.invoke(context).stream()
                .filter(result -> result.getCheck().getId().equals("consumer:" + ROUTE))
                .findFirst()
                .orElseThrow()
                .getState();
    }

    @ParameterizedTest
    @MethodSource("answersOfAProxy")
    void anExchangeThatAwaitsOutlivesWhatAProxyAnswersForSomeSeconds(Fault answer) throws Exception {
        hurry(4);
        String id = dune.execution().stays("EXECUTING").start();
        send("dune:status", id, Map.of());
        dune.failAll(answer.times(4));
        AsyncProducer producer =
                context.getEndpoint("dune:await?maxPollInterval=1000").createAsyncProducer();
        context.addService(producer);

        CompletableFuture<Exchange> awaited = producer.processAsync(ExchangeBuilder.anExchange(context)
                .withHeader(DuneConstants.EXECUTION_ID, id)
                .build());
        awaitRequests(id, 5);
        dune.execution().id(id).completed().start();

        Exchange exchange = awaited.get(120, TimeUnit.SECONDS);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(DuneConstants.STATE)).isEqualTo("QUERY_STATE_COMPLETED");
    }

    @Test
    void aWrongBaseUrlAtTheFirstStartMarksNothingAsEnded() throws Exception {
        hurry(50);
        String id = dune.execution().completed().start();
        String wrong = dune.baseUrl().replaceFirst("/api$", "/nothing-here");
        // without any status for twice that time, the watch expires
        consumeList("&watchTimeout=60000&baseUrl=" + wrong + "&executionIds=" + id);
        eventually().until(() -> ends().size() == 1);
        assertThat(ends().get(0)).hasMessageContaining("baseUrl");
        eventually().until(this::isNothingWatched);
        context.stop();

        // corrected
        consume(newContext(), LIST + "&executionIds=" + id, receiver);

        eventually().until(() -> receiver.of(id).size() == 1);
    }

    @Test
    void theLogSaysHowManyOfTheExecutionIdsAreNotWatchedBecauseTheyEnded() throws Exception {
        String ended = dune.execution().completed().start();
        String other = dune.execution().stays("EXECUTING").start();
        consume(LIST + "&executionIds=" + ended + "," + other);
        eventually().until(() -> store.getOrDefault("a/" + ended, "").contains("\"ended\":true"));

        try (CapturedLog log = new CapturedLog(Level.INFO)) {
            stopRoute();
            startRoute();

            eventually().until(() -> log.lines().stream().anyMatch(line -> line.contains("1 of 2 executionIds")));
            assertThat(log.lines()).anySatisfy(line -> assertThat(line)
                    .contains("Watch list 'a': 1 executions are watched", "Rate limit"));
        }
    }

    static Stream<Fault> firstAnswers() {
        return Stream.of(
                Fault.reset(),
                Fault.serverError(500),
                Fault.unauthorized(),
                Fault.tooManyRequests(),
                Fault.html(),
                Fault.html(404),
                Fault.notFound());
    }

    @ParameterizedTest
    @MethodSource("firstAnswers")
    void noWatchThatIsOlderThanItsTimeoutEndsByAnErrorAsTheFirstAnswerAfterARestart(Fault first) throws Exception {
        // ten refusals of a key, one after the other, pause it for more than half an hour
        hurry(400);
        List<String> ids = new ArrayList<>();
        Instant longAgo = Instant.now().minus(Duration.ofDays(3));
        for (int i = 0; i < 10; i++) {
            String id = dune.execution().completed().start();
            ids.add(id);
            send("dune:watch?" + LIST, id, Map.of());
        }
        store.replaceAll((key, text) -> text.replaceFirst("(\"registeredAt\":\")[^\"]*\"", "$1" + longAgo + "\""));
        dune.failAll(first.times(ids.size()));

        consumeList("");

        eventually().until(() -> receiver.received().size() >= ids.size());
        assertThat(receiver.received())
                .extracting(Receiver.Received::executionId)
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(ends()).isEmpty();
        eventually().until(this::isNothingWatched);
    }

    @Test
    void aSuspensionLongerThanTheTimeoutOfAWatchEndsNone() throws Exception {
        hurry(600);
        String id = dune.execution().stays("EXECUTING").start();
        context.getRegistry().bind("handler", new RecordingExceptionHandler(reported));
        RouteBuilder.addRoutes(context, routes -> routes.from("dune:status?initialDelay=0&delay=60000"
                        + "&adaptive=false&watchTimeout=15m&exceptionHandler=#handler&executionIds=" + id)
                .routeId(ROUTE)
                .process(receiver));
        eventually().until(() -> receiver.of(id).size() == 1);

        context.getRouteController().suspendRoute(ROUTE);
        // a quarter of an hour, and twice that
        Instant resume = Instant.now().plusMillis(3500);
        eventually().until(() -> Instant.now().isAfter(resume));
        dune.execution().id(id).failed().start();
        context.getRouteController().resumeRoute(ROUTE);

        eventually().until(() -> receiver.of(id).size() == 2);
        assertThat(receiver.states(id)).containsExactly("EXECUTING", "FAILED");
        assertThat(ends()).isEmpty();
    }
}
