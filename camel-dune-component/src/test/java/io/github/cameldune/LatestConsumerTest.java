package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.internal.context.DuneContext;
import io.github.cameldune.stub.Call;
import io.github.cameldune.stub.Fault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dune:latest} as a consumer: each new execution of a query is emitted once it has ended, at least once. */
class LatestConsumerTest extends ConsumerTestSupport {

    private static final String LATEST = "dune:latest?initialDelay=0&delay=50&watchStore=#shared&queryIds=";

    private static final AtomicLong QUERIES = new AtomicLong(1000);

    private final long query = QUERIES.incrementAndGet();
    private final long other = QUERIES.incrementAndGet();

    private String completed(long queryId) {
        return latest(queryId, dune.execution().queryId(queryId).completed().start());
    }

    private static String latest(long queryId, String id) {
        dune.query(queryId).latest(id);
        return id;
    }

    private void consumeLatest(CamelContext in, String queries) throws Exception {
        RouteBuilder.addRoutes(
                in, routes -> routes.from(LATEST + queries).routeId(ROUTE).process(receiver));
    }

    private void consumeLatest() throws Exception {
        consumeLatest(context, String.valueOf(query));
    }

    private List<String> eventIds() {
        return receiver.received().stream().map(Receiver.Received::eventId).toList();
    }

    private static long polls(long queryId) {
        return dune.requests().stream()
                .filter(request -> request.call() == Call.LATEST && request.queryId() == queryId)
                .count();
    }

    private static void awaitPolls(long queryId, int more) {
        long before = polls(queryId);
        eventually().until(() -> polls(queryId) >= before + more);
    }

    @Test
    void emitsTheOneFoundFirstAndEachNewOne() throws Exception {
        String first = completed(query);
        consumeLatest();
        eventually().until(() -> eventIds().size() == 1);

        String second = completed(query);
        eventually().until(() -> eventIds().size() == 2);

        awaitPolls(query, 3);
        assertThat(eventIds()).containsExactly(query + ":" + first, query + ":" + second);
    }

    @Test
    void bodyAndHeadersAreThoseOfAStatus() throws Exception {
        String id = completed(query);
        consumeLatest();

        eventually().until(() -> receiver.received().size() == 1);
        Receiver.Received event = receiver.received().get(0);
        assertThat(event.headers())
                .containsEntry(DuneConstants.EXECUTION_ID, id)
                .containsEntry(DuneConstants.QUERY_ID, query)
                .containsEntry(DuneConstants.STATE, "QUERY_STATE_COMPLETED")
                .containsEntry(DuneConstants.EXECUTION_FINISHED, true)
                .containsKey(DuneConstants.TOTAL_ROW_COUNT)
                .doesNotContainKey(DuneConstants.PREVIOUS_STATE);
        assertThat((String) event.body()).contains(id, "\"result_metadata\"").doesNotContain("\"rows\"");
        assertThat(dune.requests())
                .filteredOn(request -> request.call() == Call.LATEST)
                .allSatisfy(request -> assertThat(request.url()).contains("limit=1"));
    }

    @Test
    void everyTerminalStateIsEmitted() throws Exception {
        consumeLatest();
        awaitPolls(query, 1);
        String failed = latest(query, dune.execution().queryId(query).failed().start());
        eventually().until(() -> eventIds().size() == 1);
        String cancelled =
                latest(query, dune.execution().queryId(query).cancelled().start());
        eventually().until(() -> eventIds().size() == 2);

        assertThat(receiver.states(failed)).containsExactly("FAILED");
        assertThat(receiver.states(cancelled)).containsExactly("CANCELED");
    }

    @Test
    void aQueryThatNeverRanIsWaitedForWithoutAnError() throws Exception {
        dune.query(query);
        consumeLatest();
        awaitPolls(query, 3);
        HealthCheck.Result health = context.getRoute(ROUTE).getConsumer() instanceof DuneLatestConsumer consumer
                ? consumer.getHealthCheck().call()
                : null;

        assertThat(health).isNotNull();
        assertThat(health.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(receiver.received()).isEmpty();
        String id = completed(query);
        eventually().until(() -> eventIds().equals(List.of(query + ":" + id)));
    }

    @Test
    void aLatestExecutionThatRunsIsEmittedOnceItEnded() throws Exception {
        String id = dune.execution()
                .queryId(query)
                .state("PENDING", 2)
                .state("EXECUTING", 2)
                .completed()
                .start();
        latest(query, id);
        consumeLatest();

        eventually().until(() -> eventIds().size() == 1);
        assertThat(receiver.states(id)).containsExactly("COMPLETED");
    }

    @Test
    void anExecutionThatRanWhenALaterOneCameIsEmittedFirst() throws Exception {
        String running = dune.execution()
                .queryId(query)
                .state("EXECUTING", 4)
                .completed()
                .start();
        latest(query, running);
        consumeLatest();
        eventually().until(() -> store.values().stream().anyMatch(text -> text.contains(running)));

        String later = completed(query);

        eventually().until(() -> eventIds().size() == 2);
        assertThat(eventIds()).containsExactly(query + ":" + running, query + ":" + later);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatIsNotSeenToEndIsReportedAndHoldsUpNoLaterOne(boolean unknown) throws Exception {
        hurry(100);
        List<Throwable> reported = new CopyOnWriteArrayList<>();
        RecordingExceptionHandler handler = new RecordingExceptionHandler(reported);
        context.getRegistry().bind("handler", handler);
        String id =
                latest(query, dune.execution().queryId(query).stays("EXECUTING").start());
        consumeLatest(context, query + "&exceptionHandler=#handler" + (unknown ? "" : "&watchTimeout=100s"));
        awaitRequests(id, 1);
        if (unknown) {
            dune.fail(id, Fault.notFound().forever());
        }
        String later = completed(query);

        eventually().until(() -> eventIds().equals(List.of(query + ":" + later)));
        assertThat(reported)
                .singleElement()
                .isInstanceOf(unknown ? DuneUnknownExecutionException.class : DuneWatchTimeoutException.class);
        assertThat(handler.exchanges().get(0).getMessage().getHeaders())
                .containsEntry(DuneConstants.EXECUTION_ID, id)
                .containsEntry(DuneConstants.QUERY_ID, query);
    }

    @Test
    void anOutageLongerThanAWaitLosesNoExecution() throws Exception {
        hurry(100);
        List<Throwable> reported = new CopyOnWriteArrayList<>();
        context.getRegistry().bind("handler", new RecordingExceptionHandler(reported));
        String id =
                latest(query, dune.execution().queryId(query).stays("EXECUTING").start());
        consumeLatest(context, query + "&exceptionHandler=#handler&watchTimeout=200s");
        awaitRequests(id, 2);
        dune.failAll(Fault.serverError(503).forever());
        dune.execution().id(id).queryId(query).completed().start();
        InstantSource clock = DuneContext.of(context).clock();
        Instant longEnough = clock.instant().plusSeconds(260);
        eventually().until(() -> clock.instant().isAfter(longEnough));

        dune.heal();

        eventually().until(() -> eventIds().equals(List.of(query + ":" + id)));
        assertThat(reported).noneMatch(DuneWatchTimeoutException.class::isInstance);
    }

    @Test
    void aSuspensionWhileAnExecutionRunsEndsTheWaitAndAResumptionBeginsItAnew() throws Exception {
        String id =
                latest(query, dune.execution().queryId(query).stays("EXECUTING").start());
        consumeLatest();
        awaitRequests(id, 1);
        for (int i = 0; i < 3; i++) {
            context.getRouteController().suspendRoute(ROUTE);
            context.getRouteController().resumeRoute(ROUTE);
        }
        context.getRouteController().suspendRoute(ROUTE);
        dune.execution().id(id).queryId(query).completed().start();
        assertThat(receiver.received()).isEmpty();

        context.getRouteController().resumeRoute(ROUTE);

        eventually().until(() -> eventIds().equals(List.of(query + ":" + id)));
    }

    @Test
    void whatTheRouteRejectsIsDeliveredAgainAndNotPassedBy() throws Exception {
        AtomicBoolean rejecting = new AtomicBoolean(true);
        receiver.then(exchange -> {
            if (rejecting.get()) {
                throw new IllegalStateException("not now");
            }
        });
        String first = completed(query);
        consumeLatest();
        eventually().until(() -> receiver.of(first).size() >= 2);
        String second = completed(query);
        awaitPolls(query, 3);
        assertThat(receiver.of(second)).isEmpty();

        rejecting.set(false);

        eventually().until(() -> receiver.of(second).size() == 1);
        assertThat(eventIds()).startsWith(query + ":" + first).endsWith(query + ":" + first, query + ":" + second);
    }

    @Test
    void aRestartEmitsNothingTwiceAndMissesNothing() throws Exception {
        completed(query);
        consumeLatest();
        eventually().until(() -> eventIds().size() == 1);
        awaitPolls(query, 1);
        stopRoute();
        String whileDown = completed(query);

        startRoute();

        eventually().until(() -> eventIds().size() == 2);
        awaitPolls(query, 3);
        assertThat(eventIds()).hasSize(2).endsWith(query + ":" + whileDown);
    }

    @Test
    void anotherNodeTakesOverWhatACrashCutOff() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        receiver.then(exchange -> never.await());
        String cutOff = completed(query);
        consumeLatest();
        eventually().until(() -> receiver.of(cutOff).size() == 1);
        // it is superseded before the other node starts
        String later = completed(query);
        eventually().until(() -> store.values().stream().anyMatch(text -> text.contains(later)));

        Receiver survivor = new Receiver();
        CamelContext node = newContext();
        RouteBuilder.addRoutes(
                node, routes -> routes.from(LATEST + query).routeId(ROUTE).process(survivor));

        eventually().until(() -> survivor.received().size() == 2);
        assertThat(survivor.received().stream().map(Receiver.Received::eventId))
                .containsExactly(query + ":" + cutOff, query + ":" + later);
        never.countDown();
    }

    @Test
    void aSlowRouteOfOneQueryHoldsUpNoPollOfAnother() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        receiver.then(exchange -> release.await());
        completed(query);
        consumeLatest(context, query + "," + other);
        eventually().until(() -> receiver.received().size() == 1);
        String ofOther = completed(other);

        awaitPolls(other, 3);
        awaitPolls(query, 3);
        assertThat(receiver.of(ofOther)).isEmpty();
        release.countDown();
        eventually().until(() -> receiver.of(ofOther).size() == 1);
    }

    @Test
    void concurrentConsumersRunQueriesAtTheSameTime() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        receiver.then(exchange -> {
            both.countDown();
            both.await();
        });
        completed(query);
        completed(other);

        consumeLatest(context, query + "," + other + "&concurrentConsumers=2");

        eventually().until(() -> receiver.received().size() == 2 && both.getCount() == 0);
    }

    @Test
    void errorsOfPollsLoseNothing() throws Exception {
        String id = completed(query);
        dune.query(query)
                .fail(Fault.serverError(503), Fault.html(), Fault.reset(), Fault.unauthorized(), Fault.cutOff());

        consumeLatest();

        eventually().until(() -> eventIds().size() == 1);
        assertThat(eventIds()).containsExactly(query + ":" + id);
    }

    @Test
    void anAnswerThatIsNoPageTurnsTheHealthCheckDownUntilOneComes() throws Exception {
        completed(query);
        dune.query(query).fail(Fault.html().forever());
        consumeLatest();
        DuneLatestConsumer consumer =
                (DuneLatestConsumer) context.getRoute(ROUTE).getConsumer();

        eventually().until(() -> consumer.getHealthCheck().call().getState() == HealthCheck.State.DOWN);
        dune.heal();
        eventually().until(() -> consumer.getHealthCheck().call().getState() == HealthCheck.State.UP);
    }

    @Test
    void whatIsReportedOfARequestThatFailedNamesTheQueryAndNoExecution() throws Exception {
        dune.query(query).fail(Fault.forbidden().forever());
        List<Throwable> reported = new CopyOnWriteArrayList<>();
        context.getRegistry().bind("handler", new RecordingExceptionHandler(reported));
        consumeLatest(context, query + "&exceptionHandler=#handler");
        DuneLatestConsumer consumer =
                (DuneLatestConsumer) context.getRoute(ROUTE).getConsumer();

        eventually().until(() -> !reported.isEmpty());
        HealthCheck.Result health = consumer.getHealthCheck().call();
        assertThat(health.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(List.of(reported.get(0), health.getError().orElseThrow())).allSatisfy(error -> assertThat(error)
                .isInstanceOfSatisfying(DuneUnauthorizedException.class, refused -> assertThat(refused.getExecutionId())
                        .isNull())
                .hasMessageContaining("about query " + query)
                .hasMessageNotContaining("execution"));
    }

    @Test
    void aNotFoundOfAProxyTurnsTheHealthCheckDown() throws Exception {
        completed(query);
        dune.query(query).fail(Fault.answer(404, "<html>no such page</html>").forever());
        consumeLatest();
        DuneLatestConsumer consumer =
                (DuneLatestConsumer) context.getRoute(ROUTE).getConsumer();

        eventually().until(() -> consumer.getHealthCheck().call().getState() == HealthCheck.State.DOWN);
    }

    @Test
    void aSuspendedRouteEmitsAfterwards() throws Exception {
        consumeLatest();
        awaitPolls(query, 1);
        context.getRouteController().suspendRoute(ROUTE);
        String id = completed(query);
        assertThat(context.getRouteController().getRouteStatus(ROUTE)).isEqualTo(ServiceStatus.Suspended);
        assertThat(receiver.received()).isEmpty();

        context.getRouteController().resumeRoute(ROUTE);

        eventually().until(() -> eventIds().equals(List.of(query + ":" + id)));
    }

    @Test
    void aQueryHasOneConsumerInAContext() throws Exception {
        consumeLatest();

        assertThatThrownBy(() -> RouteBuilder.addRoutes(context, routes -> routes.from(LATEST + other + "," + query)
                        .to("log:second")))
                .satisfies(ResultsBadInputTest.messages("query " + query, "watchList"));
        RouteBuilder.addRoutes(
                context, routes -> routes.from(LATEST + query + "&watchList=b").to("log:third"));
    }

    @Test
    void itIsTheSameInYaml() throws Exception {
        String id = completed(query);
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString("latest.yaml", """
                - route:
                    from:
                      uri: dune:latest
                      parameters:
                        queryIds: "%d,%d"
                        delay: 1s
                        initialDelay: 0
                      steps:
                        - to:
                            uri: dune:results
                        - process:
                            ref: receiver
                """.formatted(query, other)));

        eventually().until(() -> receiver.of(id).size() == 1);
        assertThat((List<?>) receiver.of(id).get(0).body()).hasSize(1000);
    }

    @Test
    void everyTenMinutesIsTheDefault() {
        assertThat(context.getEndpoint("dune:latest?queryIds=1", DuneEndpoint.class)
                        .getDelay())
                .isEqualTo(600_000);
        assertThat(context.getEndpoint("dune:latest?queryIds=1&delay=5s", DuneEndpoint.class)
                        .getDelay())
                .isEqualTo(5_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dune:latest                                  | queryIds     | separated by commas
            dune:latest?queryIds=1,abc                   | queryIds     | query id
            dune:latest?queryIds=0                       | queryIds     | query id
            dune:latest?queryIds=1&states=terminal       | states       | dune:status
            dune:latest?queryIds=1&executionIds=a        | executionIds | dune:
            dune:latest?queryId=1                        | queryId      | queryIds
            dune:latest?queryIds=1&outputType=Csv        | outputType   | dune:results
            dune:latest?queryIds=1&maxAge=1h             | maxAge       | dune:latest
            dune:latest?queryIds=1&maxPollInterval=5s    | maxPollInterval | dune:
            dune:status?queryIds=1                       | queryIds     | dune:latest
            """)
    void aRouteOfWrongOptionsDoesNotStart(String uri, String option, String cure) {
        assertThatThrownBy(() -> RouteBuilder.addRoutes(
                        context, routes -> routes.from(uri).to("log:wrong")))
                .satisfies(ResultsBadInputTest.messages(option, cure));
    }
}
