package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.watch.store.MapWatchStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dune:watch} and {@code dune:unwatch} change the watch list, and nothing of the message. */
class WatchProducersTest {

    private static final String ID = "01HKZJ2683PHF9Q9PHHQ8FW4Q1";
    private static final String OTHER = "01K85QHSS0RBGW4BHDM0RFCG9C";

    private final ConcurrentHashMap<String, String> map = new ConcurrentHashMap<>();

    private DuneStub dune;
    private DuneTestContext context;

    @BeforeEach
    void start() {
        dune = DuneStub.start();
        context = new DuneTestContext(dune, options -> {
            options.setWatchStore(new MapWatchStore(map));
            // neither asks, so that neither needs it
            options.setApiKey(null);
        });
    }

    @AfterEach
    void stop() {
        context.close();
        dune.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dune:watch", "dune:unwatch", "direct:yaml-watch", "direct:yaml-unwatch"})
    void leavesTheMessageAsItIs(String uri) throws Exception {
        context.loadYaml("""
                - route:
                    from:
                      uri: direct:yaml-watch
                      steps:
                        - to: dune:watch?correlationHeaders=Order*
                - route:
                    from:
                      uri: direct:yaml-unwatch
                      steps:
                        - to: dune:unwatch
                """);
        Object body = new Object();
        Map<String, Object> headers = Map.of(
                "CamelDuneExecutionId",
                ID,
                "CamelDuneState",
                "QUERY_STATE_FAILED",
                "OrderNumber",
                7,
                "list",
                List.of());

        Exchange exchange = context.template().send(uri, sent -> {
            sent.getMessage().setBody(body);
            sent.getMessage().getHeaders().putAll(headers);
        });

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isSameAs(body);
        Map<String, Object> expected = new HashMap<>(headers);
        if (uri.endsWith("-watch") || uri.equals("dune:watch")) {
            expected.put("CamelDuneWatchAdded", true);
        }
        assertThat(exchange.getMessage().getHeaders()).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(dune.requestCount()).isZero();
    }

    @Test
    void addsAndRemovesTheExecutionOfTheHeaderOrTheOption() {
        context.send("dune:watch", ID);
        context.send("dune:watch?executionId=" + OTHER, Map.of());
        assertThat(watched("default")).containsExactlyInAnyOrder(ID, OTHER);

        context.send("dune:unwatch?executionId=" + OTHER, Map.of());
        assertThat(watched("default")).containsExactly(ID);

        context.send("dune:unwatch", ID);
        assertThat(watched("default")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"42, true", "-7, true", "0x2a, false", "4e9, false", "'', false", "99999999999999999999, false"})
    void remembersTheQueryThatTheMessageNamesAndTakesWhatIsNoNumberForNone(String query, boolean remembered) {
        Map<String, Object> headers = Map.of(DuneConstants.EXECUTION_ID, ID, DuneConstants.QUERY_ID, query);

        assertThat(context.send("dune:watch", headers).getException()).isNull();

        assertThat(map.values()).singleElement().satisfies(text -> {
            if (remembered) {
                assertThat(text).contains("\"queryId\":" + query);
            } else {
                assertThat(text).doesNotContain("queryId");
            }
        });
    }

    @Test
    void worksInARouteOfJava() throws Exception {
        context.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("dune:watch?watchList=orders").setBody(constant("registered"));
            }
        });

        assertThat(context.send("direct:in", ID).getMessage().getBody()).isEqualTo("registered");
        assertThat(watched("orders")).containsExactly(ID);
    }

    @Test
    void keepsListsOfDifferentNamesApart() {
        context.send("dune:watch?watchList=orders", ID);
        context.send("dune:unwatch?watchList=invoices", ID);

        assertThat(watched("orders")).containsExactly(ID);
        assertThat(watched("default")).isEmpty();
    }

    @Test
    void doesNothingForWhatIsWatchedAlreadyOrNot() {
        context.send("dune:watch", ID);
        Map<String, String> before = new HashMap<>(map);

        Exchange again = context.send("dune:watch", ID);
        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getHeader("CamelDuneWatchAdded"))
                .as("so that a route can tell that its correlation headers are not taken")
                .isEqualTo(false);
        assertThat(map).isEqualTo(before);
        assertThat(context.send("dune:unwatch", OTHER).getException()).isNull();
        assertThat(map).isEqualTo(before);
    }

    @Test
    void aListInMemoryThatNothingWatchesIsWarnedOfOnce() {
        try (DuneTestContext memory = new DuneTestContext(dune);
                CapturedLog log = new CapturedLog(Level.WARN)) {
            memory.send("dune:watch?watchList=orders", ID);
            memory.send("dune:watch?watchList=orders", OTHER);

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("'orders'", "no dune:status consumer", "watchStore");
        }
    }

    @Test
    void refusesOneMoreThanMaxWatchesAndSaysSo() {
        context.send("dune:watch?maxWatches=1", ID);

        assertThat(context.send("dune:watch?maxWatches=1", OTHER).getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(OTHER, "maxWatches is 1", "Raise", "dune:unwatch");
        assertThat(context.send("dune:watch?maxWatches=1", ID).getException())
                .as("it is watched already, so it is not one more")
                .isNull();
        assertThat(watched("default")).containsExactly(ID);

        context.send("dune:unwatch", ID);
        assertThat(context.send("dune:watch?maxWatches=1", OTHER).getException())
                .isNull();
    }

    @Test
    void writesWhatAPersonCanReadAndNoKey() {
        context.send(
                "dune:watch?apiKey=very-secret&correlationHeaders=OrderNumber",
                Map.of("CamelDuneExecutionId", ID, "OrderNumber", "4711"));

        assertThat(map.values()).singleElement().asString().startsWith("{").contains("4711");
        assertThat(map.toString()).doesNotContain("very-secret");
    }

    private Iterable<String> watched(String list) {
        return new MapWatchStore(map).ids(list);
    }
}
