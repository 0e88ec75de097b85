package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.stub.Fault;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** Watches that come and go while the consumer runs, here and on another node. */
class ConsumerRuntimeWatchTest extends ConsumerTestSupport {

    private static final String LIST = "watchStore=#shared&watchList=a";

    @Test
    void seesAtOnceWhatThisContextAdds() throws Exception {
        consume("watchStoreRefresh=3600000");
        awaitStarted();
        String id = dune.execution().state("PENDING").completed().start();

        watch(id);

        eventually().until(() -> receiver.of(id).size() == 2);
    }

    @Test
    void seesWithinTheRefreshWhatAnotherNodeAdds() throws Exception {
        consume(LIST + "&watchStoreRefresh=200");
        awaitStarted(LIST);
        CamelContext other = newContext();
        String id = dune.execution().completed().start();

        send(other, "dune:watch?" + LIST, id, Map.of());

        eventually().until(() -> receiver.of(id).size() == 1 && isNothingWatched());
    }

    @Test
    void findsItsWatchStoreByTheNameAlone() throws Exception {
        consume("watchStore=shared&watchList=a");
        String id = dune.execution().stays("EXECUTING").start();

        send("dune:watch?watchStore=#bean:shared&watchList=a", id, Map.of());

        eventually().until(() -> receiver.of(id).size() == 1);
        assertThat(store).containsOnlyKeys("a/" + id);
    }

    @Test
    void namesTheBeanThatItsWatchStoreShouldBe() {
        assertThatThrownBy(() -> consume("watchStore=mising"))
                .rootCause()
                .hasMessageContainingAll("mising", "WatchStore");
    }

    @Test
    void asksNoMoreAboutWhatAnotherNodeRemovesThoughItAddsAnother() throws Exception {
        String removed = dune.execution().stays("EXECUTING").start();
        String added = dune.execution().stays("EXECUTING").start();
        consume(LIST + "&watchStoreRefresh=200");
        send("dune:watch?" + LIST, removed, Map.of());
        eventually().until(() -> receiver.of(removed).size() == 1);
        CamelContext other = newContext();

        send(other, "dune:unwatch?" + LIST, removed, Map.of());
        send(other, "dune:watch?" + LIST, added, Map.of());

        eventually().until(() -> receiver.of(added).size() == 1);
        awaitRequests(added, 2);
        int asked = dune.requests(removed).size();
        awaitRequests(added, 5);
        assertThat(dune.requests(removed)).hasSize(asked);
    }

    @Test
    void carriesCorrelationHeadersWithTheirTypesAcrossNodes() throws Exception {
        Map<String, Object> sent = new HashMap<>();
        sent.put("text", "ü\"\\\n☃");
        sent.put("flag", true);
        sent.put("int", 17);
        sent.put("long", 17L);
        sent.put("short", (short) 17);
        sent.put("double", 0.1);
        sent.put("float", 0.1f);
        sent.put("big", new BigInteger("123456789012345678901234567890"));
        sent.put("decimal", new BigDecimal("1.50"));
        Map<String, Object> all = new HashMap<>(sent);
        all.put("CamelHttpUri", "http://elsewhere");
        all.put("cAmElFileName", "x");
        String id = dune.execution().completed().start();
        CamelContext other = newContext();
        send(other, "dune:watch?correlationHeaders=*&" + LIST, id, all);

        consume(LIST);

        eventually().until(() -> receiver.of(id).size() == 1);
        assertThat(receiver.of(id).get(0).headers())
                .containsAllEntriesOf(sent)
                .doesNotContainKeys("CamelHttpUri", "cAmElFileName");
    }

    @Test
    void restoresNoCamelHeaderFromAStoreThatSomebodyTamperedWith() throws Exception {
        String id = dune.execution().completed().start();
        store.put("a/" + id, """
                {"registeredAt":"%s","headers":{"order":{"type":"Integer","text":"1"},
                "CamelHttpUri":{"type":"String","text":"http://elsewhere"},
                "cameldunestate":{"type":"String","text":"x"}}}
                """.formatted(java.time.Instant.now()));

        consume(LIST);

        eventually().until(() -> receiver.of(id).size() == 1);
        assertThat(receiver.of(id).get(0).headers())
                .containsEntry("order", 1)
                .doesNotContainKey("CamelHttpUri")
                .containsEntry("CamelDuneState", "QUERY_STATE_COMPLETED");
    }

    @Test
    void emitsNothingMoreAfterDuneUnwatchThoughARequestIsUnderWay() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        String id = dune.execution().completed().start();
        String marker = dune.execution().completed().start();
        dune.fail(id, Fault.held(release));
        consume("");
        watch(id);
        eventually().until(() -> dune.requests(id).size() == 1);

        unwatch(id);
        release.countDown();
        watch(marker);

        eventually().until(() -> receiver.of(marker).size() == 1);
        assertThat(receiver.of(id)).isEmpty();
    }

    @Test
    void letsTheExchangeUnderWayEndWhenItsExecutionIsUnwatched() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        receiver.then(exchange -> release.await());
        String id = dune.execution().state("PENDING").completed().start();
        String marker = dune.execution().completed().start();
        consume(LIST);
        send("dune:watch?" + LIST, id, Map.of());
        eventually().until(() -> receiver.underWay() == 1 && dune.requests(id).size() == 2);

        send("dune:unwatch?" + LIST, id, Map.of());
        send("dune:watch?" + LIST, marker, Map.of());
        release.countDown();

        eventually().until(() -> receiver.of(marker).size() == 1 && isNothingWatched());
        assertThat(receiver.states(id)).containsExactly("PENDING");
    }

    @Test
    void watchesAgainAfterTheEndWhenAskedTo() throws Exception {
        String id = dune.execution().completed().start();
        consume(LIST);
        send("dune:watch?" + LIST, id, Map.of());
        eventually().until(() -> receiver.of(id).size() == 1 && isNothingWatched());

        send("dune:watch?" + LIST, id, Map.of());

        eventually().until(() -> receiver.of(id).size() == 2 && isNothingWatched());
    }

    @Test
    void refusesASecondConsumerOfAWatchListAtStart() throws Exception {
        consume("watchList=mine");

        assertThatThrownBy(() -> context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
                    @Override
                    public void configure() {
                        from(QUICK + "&watchList=mine&states=terminal").process(receiver);
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mine")
                .hasMessageContaining("watchList");

        String id = dune.execution().completed().start();
        send("dune:watch?watchList=mine", id, Map.of());
        eventually().until(() -> receiver.of(id).size() == 1);
    }

    private void awaitStarted() {
        awaitStarted("");
    }

    /** The consumer has read its store once: an execution was watched to its end. */
    private void awaitStarted(String options) {
        String first = dune.execution().completed().start();
        send("dune:watch" + (options.isEmpty() ? "" : "?" + options), first, Map.of());
        eventually().until(() -> receiver.of(first).size() == 1);
    }
}
