package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.Fault;
import io.github.cameldune.watch.store.FailingStore;
import io.github.cameldune.watch.store.MapWatchStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code CamelDuneRequestToken} a submission happens once for each token, whatever happens to messages and nodes. */
class RequestTokenTest {

    private static final String EXECUTE = "dune:execute?queryId=4242&parameters.a=1";
    private static final String TOKEN = "CamelDuneRequestToken";
    private static final String ID = "CamelDuneExecutionId";

    private final ConcurrentHashMap<String, String> map = new ConcurrentHashMap<>();
    private final FailingStore store = new FailingStore(new MapWatchStore(map));
    private final List<DuneTestContext> nodes = new ArrayList<>();

    private DuneStub dune;
    private DuneTestContext node;

    @BeforeEach
    void start() {
        dune = DuneStub.start();
        dune.query(4242);
        node = node();
    }

    private DuneTestContext node() {
        DuneTestContext context = new DuneTestContext(dune, options -> options.setWatchStore(store));
        nodes.add(context);
        return context;
    }

    @AfterEach
    void stop() {
        nodes.forEach(DuneTestContext::close);
        dune.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:java", "direct:yaml", "direct:sql", "direct:memory"})
    void theSameTokenAgainYieldsTheSameExecutionWithoutARequest(String route) throws Exception {
        node.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:java").to(EXECUTE);
                from("direct:sql").to("dune:sql?sql=SELECT 1");
            }
        });
        node.loadYaml("""
                - route:
                    from:
                      uri: direct:yaml
                      steps:
                        - setHeader:
                            name: CamelDuneRequestToken
                            simple: ${header.JMSMessageID}
                        - to: dune:execute?queryId=4242
                """);
        DuneTestContext memory = new DuneTestContext(dune);
        nodes.add(memory);
        memory.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:memory").to(EXECUTE);
            }
        });
        DuneTestContext context = route.equals("direct:memory") ? memory : node;
        Map<String, Object> message = Map.of(TOKEN, "ID:1", "JMSMessageID", "ID:1");

        Exchange first = context.send(route, message);
        Exchange second = context.send(route, message);
        Exchange other = context.send(route, Map.of(TOKEN, "ID:2", "JMSMessageID", "ID:2"));

        assertThat(first.getException()).isNull();
        assertThat(second.getException()).isNull();
        assertThat(second.getMessage().getHeaders())
                .isEqualTo(first.getMessage().getHeaders());
        assertThat(other.getMessage().getHeader(ID))
                .isNotEqualTo(first.getMessage().getHeader(ID));
        assertThat(dune.requestCount()).isEqualTo(2);
    }

    @Test
    void anotherNodeYieldsTheSameExecutionToo() {
        Exchange here = node.send(EXECUTE, Map.of(TOKEN, "t"));
        Exchange there = node().send(EXECUTE, Map.of(TOKEN, "t"));

        assertThat(there.getMessage().getHeaders()).isEqualTo(here.getMessage().getHeaders());
        assertThat(dune.submissionCount()).isEqualTo(1);
    }

    static List<Object> tokens() {
        return List.of(
                "x".repeat(200),
                "{\"a\":\n'é\u0000\uD83D\uDE00'}",
                "%00 ../ ${body}",
                "t".getBytes(),
                7L,
                UUID.randomUUID());
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void anyTextIsAToken(Object token) {
        Exchange first = node.send(EXECUTE, Map.of(TOKEN, token));
        Exchange second = node().send(EXECUTE, Map.of(TOKEN, token));

        assertThat(first.getException()).isNull();
        assertThat(second.getMessage().getHeader(ID))
                .isEqualTo(first.getMessage().getHeader(ID));
        assertThat(dune.submissionCount()).isEqualTo(1);
    }

    static List<Object> noTokens() {
        return List.of("x".repeat(201), "", " \n", List.of("a"), new Object());
    }

    @ParameterizedTest
    @MethodSource("noTokens")
    void aTokenThatIsTooLongOrEmptyOrNoTextIsRefused(Object token) {
        assertThat(node.send(EXECUTE, Map.of(TOKEN, token)).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The header CamelDuneRequestToken");
        assertThat(dune.requestCount()).isZero();
        assertThat(map).isEmpty();
    }

    @Test
    void aTokenOfAnotherSubmissionIsRefusedInsteadOfYieldingItsExecution() {
        node.send(EXECUTE, Map.of(TOKEN, "t"));
        for (String other : List.of(
                "dune:execute?queryId=4242&parameters.a=2",
                "dune:execute?queryId=4243&parameters.a=1",
                "dune:sql?sql=SELECT 1&parameters.a=1")) {
            assertThat(node.send(other, Map.of(TOKEN, "t")).getException())
                    .as(other)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("CamelDuneRequestToken", "append");
        }
        assertThat(node.send(EXECUTE + "&performance=large", Map.of(TOKEN, "t")).getException())
                .as("the same question on another engine")
                .isNull();
        assertThat(dune.requestCount()).isEqualTo(1);
    }

    @Test
    void messagesOfOneTokenThatComeAtTheSameTimeStartOneExecution() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        dune.failSubmissions(Fault.held(answer));
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try {
            List<CompletableFuture<Exchange>> sent = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> node.send(EXECUTE, Map.of(TOKEN, "t")), senders))
                    .toList();
            await().until(() -> dune.requestCount() > 0);
            answer.countDown();

            List<Object> ids = new ArrayList<>();
            for (CompletableFuture<Exchange> one : sent) {
                Exchange exchange = one.get(30, TimeUnit.SECONDS);
                assertThat(exchange.getException()).isNull();
                ids.add(exchange.getMessage().getHeader(ID));
            }
            assertThat(ids).containsOnly(dune.submissions().get(0).executionId());
            assertThat(dune.requestCount()).isEqualTo(1);
        } finally {
            senders.shutdownNow();
        }
    }

    @Test
    void messagesOfOneTokenOnSeveralNodesStartOneExecution() throws Exception {
        List<DuneTestContext> all = List.of(node, node(), node(), node());
        ExecutorService senders = Executors.newFixedThreadPool(all.size());
        try {
            for (int i = 0; i < 25; i++) {
                Map<String, Object> message = Map.of(TOKEN, "t" + i);
                long before = dune.submissionCount();
                List<CompletableFuture<Exchange>> sent = all.stream()
                        .map(one -> CompletableFuture.supplyAsync(() -> one.send(EXECUTE, message), senders))
                        .toList();
                for (CompletableFuture<Exchange> one : sent) {
                    // a node that comes while another has not recorded the outcome does not know it yet
                    assertThat(one.get(30, TimeUnit.SECONDS).getException())
                            .satisfiesAnyOf(e -> assertThat(e).isNull(), e -> assertThat(e)
                                    .isInstanceOf(DuneUnknownOutcomeException.class)
                                    .hasMessageContaining("send the message again"));
                }
                assertThat(dune.submissionCount()).isEqualTo(before + 1);
                String id = dune.submissions().get((int) before).executionId();
                for (DuneTestContext one : all) {
                    assertThat(one.send(EXECUTE, message).getMessage().getHeader(ID))
                            .isEqualTo(id);
                }
            }
        } finally {
            senders.shutdownNow();
        }
    }

    @Test
    void aKnownTokenNeedsNoPermit() {
        String uri = EXECUTE + "&submissionsPerMinute=1&rateLimitTimeout=0";
        assertThat(node.send(uri, Map.of(TOKEN, "t")).getException()).isNull();

        assertThat(node.send(uri, Map.of(TOKEN, "t")).getException()).isNull();
        assertThat(node.send(uri, Map.of(TOKEN, "other")).getException())
                .isInstanceOf(DuneRateLimitException.class)
                .hasMessageContaining("an execution of query 4242");
        assertThat(map).as("no intent without a request").hasSize(1);
    }

    @Test
    void readsDoNotUseUpThePermitsOfSubmissions() {
        String id = dune.execution().completed().start();
        String limits = "requestsPerMinute=1&submissionsPerMinute=1&rateLimitTimeout=0";
        assertThat(node.send("dune:status?" + limits, id).getException()).isNull();

        assertThat(node.send(EXECUTE + "&" + limits, Map.of()).getException()).isNull();
        assertThat(node.send("dune:cancel?" + limits, id).getException())
                .as("a cancel counts as a read")
                .isInstanceOf(DuneRateLimitException.class);
    }

    @Test
    void aTokenIsForgottenAfterItsRetention() {
        String uri = EXECUTE + "&tokenRetention=1";
        Exchange first = node.send(uri, Map.of(TOKEN, "t"));
        await().until(() -> !node.send(uri, Map.of(TOKEN, "t"))
                .getMessage()
                .getHeader(ID)
                .equals(first.getMessage().getHeader(ID)));

        assertThat(dune.submissionCount()).isGreaterThan(1);
    }

    @Test
    void recordsThatExpiredAreRemovedAtTheNextStart() {
        node.send(EXECUTE + "&tokenRetention=1", Map.of(TOKEN, "old"));
        node.send(EXECUTE, Map.of(TOKEN, "young"));
        assertThat(map).hasSize(2);

        node().send(EXECUTE, Map.of(TOKEN, "young"));

        await().untilAsserted(() -> assertThat(map).hasSize(1));
        assertThat(map.values()).singleElement().asString().contains("young");
    }

    @Test
    void aPersonCanReadWhatIsStored() {
        node.send(EXECUTE, Map.of(TOKEN, "ID:414d51"));

        assertThat(map.keySet()).singleElement().asString().contains("dune:submissions");
        assertThat(map.values())
                .singleElement()
                .asString()
                .contains(
                        "\"phase\":\"started\"",
                        "\"token\":\"ID:414d51\"",
                        "\"executionId\":\"" + dune.submissions().get(0).executionId() + '"');
    }

    @Test
    void nothingIsSubmittedWhenTheIntentCannotBeStored() {
        store.writes(false);
        assertThat(node.send(EXECUTE, Map.of(TOKEN, "t")).getException()).isInstanceOf(WatchStoreException.class);
        assertThat(dune.requestCount()).isZero();

        store.writes(true);
        assertThat(node.send(EXECUTE, Map.of(TOKEN, "t")).getException()).isNull();
        assertThat(dune.submissionCount()).isEqualTo(1);
    }

    @Test
    void anExecutionIdThatTheStoreDoesNotTakeIsKnownAllTheSameAndStoredLater() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        dune.failSubmissions(Fault.held(answer));
        CompletableFuture<Exchange> sent = CompletableFuture.supplyAsync(() -> node.send(EXECUTE, Map.of(TOKEN, "t")));
        await().until(() -> dune.requestCount() > 0);
        store.writes(false);
        answer.countDown();

        Exchange first = sent.get(30, TimeUnit.SECONDS);
        assertThat(first.getException()).isNull();
        assertThat(map.values()).singleElement().asString().contains("intent");

        store.writes(true);
        assertThat(node.send(EXECUTE, Map.of(TOKEN, "t")).getMessage().getHeader(ID))
                .isEqualTo(first.getMessage().getHeader(ID))
                .isNotNull();
        assertThat(map.values()).singleElement().asString().contains("started");
        assertThat(dune.requestCount()).isEqualTo(1);
    }

    @Test
    void aRefusalWhoseIntentCannotBeRemovedMayBeSentAgain() {
        store.removes(false);
        dune.failSubmissions(Fault.notFound());
        assertThat(node.send(EXECUTE, Map.of(TOKEN, "t")).getException()).isInstanceOf(DuneNotFoundException.class);
        assertThat(map.values()).singleElement().asString().contains("intent");
        store.removes(true);

        assertThat(node.send(EXECUTE, Map.of(TOKEN, "t")).getException()).isNull();
        assertThat(dune.submissionCount()).isEqualTo(1);
    }

    @Test
    void whatACrashLeavesIsReportedOnceAtTheNextStart() {
        dune.failSubmissions(Fault.reset().afterEffect());
        node.send(EXECUTE, Map.of(TOKEN, "ID:crashed"));
        // as it was before the answer: what a process leaves that is killed
        String key = map.keySet().iterator().next();
        String intent = map.get(key)
                .replace("\"unknown\"", "\"intent\"")
                .replaceFirst("\"due\":\"[^\"]*\"", "\"due\":\"2026-01-01T00:00:00Z\"");
        assertThat(intent).contains("\"phase\":\"intent\"");
        map.put(key, intent);
        map.put(key.replaceFirst("[0-9a-f]{64}", "0".repeat(64)), intent.replace("\"token\":\"ID:crashed\",", ""));

        try (CapturedLog log = new CapturedLog(Level.WARN)) {
            for (int i = 0; i < 3; i++) {
                DuneTestContext next = node();
                assertThat(next.send(EXECUTE, Map.of(TOKEN, "ID:crashed")).getException())
                        .isInstanceOf(DuneUnknownOutcomeException.class)
                        .hasMessageContaining("never learned");
            }
            await().untilAsserted(() -> assertThat(log.lines())
                    .filteredOn(line -> line.contains("The outcome is unknown"))
                    .hasSize(2)
                    .anyMatch(line -> line.contains("ID:crashed")));
            await().untilAsserted(() -> assertThat(map).hasSize(1).allSatisfy((any, text) -> assertThat(text)
                    .contains("unknown")));
        }
        assertThat(dune.requestCount()).isEqualTo(1);
    }

    @Test
    void aSubmissionThatAnotherNodeMayBeMakingIsNotReportedYet() {
        node.send(EXECUTE, Map.of(TOKEN, "t"));
        String key = map.keySet().iterator().next();
        String intent = map.get(key).replace("\"started\"", "\"intent\"");
        map.put(key, intent);

        assertThat(node().send(EXECUTE, Map.of(TOKEN, "t")).getException())
                .isInstanceOf(DuneUnknownOutcomeException.class)
                .hasMessageContainingAll("not recorded yet", "send the message again in");
        assertThat(map).containsEntry(key, intent);
        assertThat(dune.requestCount()).isEqualTo(1);
    }

    @Test
    void anExecutionThatCannotBeWatchedFailsWithItsIdAndTheSameTokenWatchesItLater() {
        String uri = EXECUTE + "&watch=true&maxWatches=1";
        node.send("dune:watch", "01HKZJ2683PHF9Q9PHHQ8FW4Q1");

        Exchange full = node.send(uri, Map.of(TOKEN, "t"));

        String id = dune.submissions().get(0).executionId();
        assertThat(full.getException()).hasMessageContainingAll(id, "was started", "maxWatches");
        assertThat(full.getMessage().getHeader(ID)).isEqualTo(id);

        node.send("dune:unwatch", "01HKZJ2683PHF9Q9PHHQ8FW4Q1");
        assertThat(node.send(uri, Map.of(TOKEN, "t")).getException()).isNull();
        assertThat(watches()).containsOnlyKeys(id);
        assertThat(dune.requestCount()).isEqualTo(1);
    }

    @Test
    void aRedeliveryWithoutATokenWatchesTheExecutionThatWasStarted() throws Exception {
        node.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class)
                        .maximumRedeliveries(3)
                        .redeliveryDelay(1)
                        .onRedelivery(exchange -> node.send("dune:unwatch", "01HKZJ2683PHF9Q9PHHQ8FW4Q1"));
                from("direct:in").to(EXECUTE + "&watch=true&maxWatches=1");
            }
        });
        node.send("dune:watch", "01HKZJ2683PHF9Q9PHHQ8FW4Q1");

        assertThat(node.send("direct:in", Map.of()).getException()).isNull();

        assertThat(dune.submissionCount()).isEqualTo(1);
        assertThat(watches()).containsOnlyKeys(dune.submissions().get(0).executionId());
    }

    @Test
    void theSameTokenDoesNotWatchAnExecutionAgainThatHasEnded() {
        Exchange first = node.send(EXECUTE + "&watch=true", Map.of(TOKEN, "t"));
        String id = first.getMessage().getHeader(ID, String.class);
        assertThat(watches()).containsOnlyKeys(id);
        node.send("dune:unwatch", id);

        assertThat(node.send(EXECUTE + "&watch=true", Map.of(TOKEN, "t")).getException())
                .isNull();

        assertThat(watches()).isEmpty();
    }

    /** Execution id to watch, of all lists but the submissions. */
    private Map<String, String> watches() {
        Map<String, String> watches = new HashMap<>();
        MapWatchStore all = new MapWatchStore(map);
        all.ids("default").forEach(id -> watches.put(id, all.get("default", id)));
        return watches;
    }
}
