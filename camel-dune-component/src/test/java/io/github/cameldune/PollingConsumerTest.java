package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.stub.Fault;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dune:status} for pollEnrich and ConsumerTemplate: records what the caller received, and nothing else. */
class PollingConsumerTest extends ConsumerTestSupport {

    private static final String DURABLE = "watchStore=#shared&watchList=a";
    private static final String URI = "dune:status?delay=50&adaptive=false&" + DURABLE;

    private ConsumerTemplate callers;

    @BeforeEach
    void startTemplate() {
        callers = context.createConsumerTemplate();
    }

    private String watched(String... states) {
        var execution = dune.execution();
        for (String state : states) {
            execution.state(state);
        }
        String id = execution.start();
        send("dune:watch?" + DURABLE + "&correlationHeaders=order", id, Map.of("order", 17));
        return id;
    }

    /** What is watched; the store keeps the durations of queries too. */
    private List<String> watches() {
        return store.keySet().stream().filter(key -> key.startsWith("a/")).toList();
    }

    private String recorded(String id) {
        return store.get("a/" + id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pollEnrich", "poll"})
    void enrichingTwiceReceivesTwoTransitionsAndRecordsEachOnceItsExchangeIsComplete(String eip) throws Exception {
        RouteBuilder.addRoutes(context, routes -> {
            if ("poll".equals(eip)) {
                routes.from("direct:in").poll(URI, 20_000).process(receiver);
            } else {
                routes.from("direct:in").pollEnrich(URI, 20_000).process(receiver);
            }
        });
        String id = watched("EXECUTING", "COMPLETED");
        List<String> inTheStore = new ArrayList<>();
        receiver.then(exchange -> inTheStore.add(recorded(id)));

        send("direct:in", "any", Map.of());
        inTheStore.add(recorded(id));
        send("direct:in", "any", Map.of());

        assertThat(receiver.states(id)).containsExactly("EXECUTING", "COMPLETED");
        assertThat(receiver.of(id)).allSatisfy(one -> assertThat(one.headers()).containsEntry("order", 17));
        assertThat(receiver.of(id).get(1).previousState()).isEqualTo("QUERY_STATE_EXECUTING");
        assertThat(inTheStore.get(0)).as("while the route still works").doesNotContain("EXECUTING");
        assertThat(inTheStore.get(1)).as("once it is done").contains("EXECUTING");
        assertThat(inTheStore.get(2)).doesNotContain("COMPLETED");
        assertThat(watches()).as("the end was taken").isEmpty();
    }

    @Test
    void anEnrichedExchangeThatFailsReceivesTheTransitionAgain() throws Exception {
        RouteBuilder.addRoutes(
                context,
                routes -> routes.from("direct:in").pollEnrich(URI, 20_000).process(receiver));
        String id = watched("COMPLETED");
        receiver.then(exchange -> {
            throw new IllegalStateException("not now");
        });
        assertThatThrownBy(() -> send("direct:in", "any", Map.of())).hasRootCauseMessage("not now");
        assertThat(recorded(id)).isNotNull().doesNotContain("COMPLETED");

        receiver.then(exchange -> {});
        send("direct:in", "any", Map.of());

        assertThat(receiver.states(id)).containsExactly("COMPLETED", "COMPLETED");
        assertThat(watches()).isEmpty();
    }

    @Test
    void aTemplateReceivesTheBodyAndRecordsIt() {
        String id = watched("EXECUTING", "COMPLETED");

        assertThat(callers.receiveBody(URI, 20_000, String.class)).contains("QUERY_STATE_EXECUTING");
        assertThat(recorded(id)).contains("EXECUTING");
        assertThat(callers.receiveBody(URI, String.class)).contains("QUERY_STATE_COMPLETED");
        assertThat(watches()).isEmpty();
        assertThat(callers.receiveBody(URI, 100))
                .as("nothing is watched any more")
                .isNull();
    }

    @Test
    void whatWasSeenAndNotTakenIsNotRecorded() {
        List<String> ids =
                IntStream.range(0, 20).mapToObj(any -> watched("COMPLETED")).toList();

        String taken = (String) received(URI).getMessage().getHeader(DuneConstants.EXECUTION_ID);

        assertThat(watches())
                .containsExactlyInAnyOrderElementsOf(ids.stream()
                        .filter(id -> !id.equals(taken))
                        .map(id -> "a/" + id)
                        .toList());
        assertThat(IntStream.range(0, 19)
                        .mapToObj(any -> (String) received(URI).getMessage().getHeader(DuneConstants.EXECUTION_ID)))
                .doesNotContain(taken)
                .doesNotHaveDuplicates();
        assertThat(watches()).isEmpty();
        // what was seen is not polled again; a request in flight when its caller leaves is made again
        assertThat(dune.requestCount()).isLessThan(80);
    }

    private Exchange received(String uri) {
        Exchange exchange = callers.receive(uri, 20_000);
        assertThat(exchange).isNotNull();
        callers.doneUoW(exchange);
        return exchange;
    }

    @Test
    void anExchangeThatACrashCutsOffIsReceivedAgainByAnotherProcess() throws Exception {
        String id = watched("COMPLETED");
        Exchange lost = callers.receive(URI, 20_000);
        assertThat(lost).isNotNull();

        try (ConsumerTemplate other = newContext().createConsumerTemplate()) {
            Exchange again = other.receive(URI, 20_000);

            assertThat(again.getMessage().getHeaders())
                    .isEqualTo(lost.getMessage().getHeaders());
            assertThat(again.getMessage().getHeader(DuneConstants.EVENT_ID)).isEqualTo(id + ":QUERY_STATE_COMPLETED");
            assertThat(recorded(id)).isNotNull();
            other.doneUoW(again);
        }
        assertThat(watches()).isEmpty();
    }

    @Test
    void anExchangeThatIsDroppedIsReceivedAgain() {
        String id = watched("COMPLETED");
        String first = callers.receive(URI, 20_000).getMessage().getHeader(DuneConstants.EVENT_ID, String.class);

        eventually().untilAsserted(() -> {
            System.gc();
            Exchange again = callers.receive(URI, 100);
            assertThat(again).isNotNull();
            assertThat(again.getMessage().getHeader(DuneConstants.EVENT_ID)).isEqualTo(first);
            callers.doneUoW(again);
        });
        assertThat(recorded(id)).isNull();
    }

    @Test
    void noSecondTransitionOfAnExecutionIsReceivedWhileTheFirstIsInFlight() {
        String id = watched("EXECUTING", "COMPLETED");
        Exchange first = callers.receive(URI, 20_000);

        assertThat(callers.receive(URI, 300)).isNull();
        // by no other URI of the same list either
        assertThat(callers.receive(URI + "&states=all", 300)).isNull();
        callers.doneUoW(first);
        Exchange second = received(URI + "&states=all");

        assertThat(second.getMessage().getHeader(DuneConstants.PREVIOUS_STATE)).isEqualTo("QUERY_STATE_EXECUTING");
        assertThat(recorded(id)).isNull();
    }

    @Test
    void severalUrisAndThreadsOnOneListReceiveNoTransitionTwiceAndEachEnd() throws Exception {
        List<String> ids = IntStream.range(0, 12)
                .mapToObj(any -> watched("EXECUTING", "COMPLETED"))
                .toList();

        List<String> events = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> threads = IntStream.range(0, 4)
                .mapToObj(n -> CompletableFuture.runAsync(() -> {
                    while (!watches().isEmpty()) {
                        Exchange exchange = callers.receive(URI + "&maxWatches=" + (1000 + n % 2), 500);
                        if (exchange != null) {
                            events.add(exchange.getMessage().getHeader(DuneConstants.EVENT_ID, String.class));
                            callers.doneUoW(exchange);
                        }
                    }
                }))
                .toList();
        for (CompletableFuture<Void> thread : threads) {
            thread.get(60, TimeUnit.SECONDS);
        }

        // of two states that different URIs saw, only the later one may be received
        assertThat(events).doesNotHaveDuplicates();
        assertThat(events)
                .containsAll(
                        ids.stream().map(id -> id + ":QUERY_STATE_COMPLETED").toList());
        assertThat(ids).allSatisfy(id -> assertThat(events.stream().filter(event -> event.startsWith(id)))
                .last()
                .isEqualTo(id + ":QUERY_STATE_COMPLETED"));
    }

    @Test
    void twoHundredUrisCostNoThreadEach() {
        String first = watched("COMPLETED");
        received(URI);
        assertThat(recorded(first)).isNull();
        int before = ManagementFactory.getThreadMXBean().getThreadCount();

        for (int i = 0; i < 200; i++) {
            String id = dune.execution().completed().start();
            Exchange exchange = received("dune:status?delay=50&adaptive=false&watchList=b&executionIds=" + id);
            assertThat(exchange.getMessage().getHeader(DuneConstants.EXECUTION_ID))
                    .isEqualTo(id);
        }

        assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(before + 20);
    }

    @Test
    void aListThatHasAConsumerIsRefusedAndTheMessageSaysWhatToUse() throws Exception {
        consume(DURABLE);
        RouteBuilder.addRoutes(context, routes -> routes.from("direct:in").pollEnrich(URI, 20_000));

        assertThatThrownBy(() -> callers.receive(URI, 20_000))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("'a'", "dune:await", "enrich", "watchList");
        assertThatThrownBy(() -> send("direct:in", "any", Map.of())).rootCause().hasMessageContaining("dune:await");

        // once the route is gone, so is the reason
        stopRoute();
        String id = watched("COMPLETED");
        assertThat(received(URI).getMessage().getHeader(DuneConstants.EXECUTION_ID))
                .isEqualTo(id);
    }

    @Test
    void aConsumerThatStartsMeanwhileHasTheList() throws Exception {
        CompletableFuture<Exchange> waiting = CompletableFuture.supplyAsync(() -> callers.receive(URI));
        String id = watched("EXECUTING");
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isNotNull();
        CompletableFuture<Exchange> waitingAgain = CompletableFuture.supplyAsync(() -> callers.receive(URI));

        callers.doneUoW(waiting.get());
        consume(DURABLE);

        assertThatThrownBy(() -> waitingAgain.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dune:await");
        dune.execution().id(id).completed().start();
        eventually().until(() -> receiver.states(id).contains("COMPLETED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "unwatch", "await"})
    void anOperationThatNeedsAMessageIsRefused(String operation) {
        assertThatThrownBy(() -> callers.receive("dune:" + operation, 100))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("dune:" + operation, "enrich");
    }

    @Test
    void optionsThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> callers.receive(URI + "&executionId=01HKZJ2683PHF9Q9PHHQ8FW4Q1", 100))
                .rootCause()
                .hasMessageContaining("executionIds");
    }

    @Test
    void aCallerThatDoesNotWaitLearnsWhatOneRoundOfPollsTells() {
        watched("EXECUTING", "EXECUTING", "COMPLETED");

        Exchange first = callers.receiveNoWait(URI);
        callers.doneUoW(first);

        assertThat(first.getMessage().getHeader(DuneConstants.STATE)).isEqualTo("QUERY_STATE_EXECUTING");
        eventually().untilAsserted(() -> {
            Exchange second = callers.receiveNoWait(URI);
            assertThat(second).isNotNull();
            callers.doneUoW(second);
        });
        assertThat(watches()).isEmpty();
    }

    @Test
    void nothingIsPolledWhileNoCallerWaits() {
        String id = watched("EXECUTING");
        received(URI);

        AtomicInteger before = new AtomicInteger();
        // polls would come each 50 ms
        eventually().during(Duration.ofMillis(500)).until(() -> {
            int now = dune.requests(id).size();
            return before.getAndSet(now) == now;
        });
    }

    @Test
    void aRefusedKeyIsReportedAtOnce() {
        String id = watched("COMPLETED");
        dune.fail(id, Fault.unauthorized().forever());

        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> callers.receive(URI, 20_000)).hasCauseInstanceOf(DuneUnauthorizedException.class);
        }
        assertThat(recorded(id)).isNotNull();
    }

    @Test
    void nothingReadIsNoNews() {
        String id = watched("COMPLETED");
        dune.fail(id, Fault.serverError(503).forever());

        assertThatThrownBy(() -> callers.receive(URI, 500)).hasCauseInstanceOf(DuneServerException.class);
        dune.heal();

        assertThat(received(URI).getMessage().getHeader(DuneConstants.EXECUTION_ID))
                .isEqualTo(id);
    }

    @Test
    void anExpiredWatchIsThrown() {
        String id = watched("EXECUTING", "EXECUTING");
        received(URI);

        assertThatThrownBy(() -> callers.receive(URI + "&watchTimeout=1", 20_000))
                .hasCauseInstanceOf(DuneWatchTimeoutException.class)
                .hasMessageContaining(id);
        assertThat(watches()).isEmpty();
    }
}
