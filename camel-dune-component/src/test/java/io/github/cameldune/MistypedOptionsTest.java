package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.stub.DuneStub;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that is mistyped is refused with the option's name, wherever it is written: Camel would take it for 0. */
class MistypedOptionsTest {

    private static final ConcurrentHashMap<String, String> SHARED = new ConcurrentHashMap<>();

    private static void withMain(String property, String value, Consumer<DuneConfiguration> check) throws Exception {
        Main main = new Main();
        main.configure()
                .addLambdaRouteBuilder(routes -> routes.from("direct:in").to("dune:unwatch"));
        main.addInitialProperty("camel.main.jmxEnabled", "false");
        main.addInitialProperty("camel.component.dune." + property, value);
        main.bind("shared", SHARED);
        try {
            main.start();
            check.accept(main.getCamelContext()
                    .getComponent("dune", DuneComponent.class)
                    .getConfiguration());
        } finally {
            main.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "requests-per-minute, requestsPerMinute, 40.5",
        "requests-per-minute, requestsPerMinute, forty",
        "requestsPerMinute, requestsPerMinute, 5s",
        "requestsPerMinute, requestsPerMinute, 99999999999",
        "max-concurrent-requests, maxConcurrentRequests, ten",
        "rate-limit-timeout, rateLimitTimeout, 10M",
        "rate-limit-timeout, rateLimitTimeout, abc",
        "watch-timeout, watchTimeout, 1.5h",
        "watchTimeout, watchTimeout, 24 h"
    })
    void aPropertyOfTheComponentThatIsMistypedIsRefused(String property, String option, String value) {
        assertThatThrownBy(() -> withMain(property, value, any -> {}))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("The option " + option, "'" + value + "'");
    }

    @Test
    void blanksAroundAPropertyAreDropped() throws Exception {
        withMain("requests-per-minute", "40 ", options -> assertThat(options.getRequestsPerMinute())
                .isEqualTo(40));
        withMain("rate-limit-timeout", " 10m ", options -> assertThat(options.getRateLimitTimeout())
                .isEqualTo(600_000));
    }

    @ParameterizedTest
    @CsvSource({"1h30m, 5400000", "5000, 5000", "5s500ms, 5500", "PT5M, 300000", "1d, 86400000"})
    void durationsAreWrittenInEachFormOfCamels(String text, long millis) throws Exception {
        withMain("watch-timeout", text, options -> assertThat(options.getWatchTimeout())
                .isEqualTo(millis));
        assertThat(endpoint("dune:await?apiKey=k&awaitTimeout=" + text).getAwaitTimeout())
                .isEqualTo(millis);
    }

    private static DuneEndpoint endpoint(String uri) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        camel.getRegistry().bind("shared", SHARED);
        return camel.getEndpoint(uri, DuneEndpoint.class);
    }

    @ParameterizedTest
    @CsvSource({
        "dune:status, requestsPerMinute, forty",
        "dune:status, requestsPerMinute, 40.5",
        "dune:status, rateLimitTimeout, 10M",
        "dune:await, awaitTimeout, abc",
        "dune:await, maxPollInterval, 5S",
        "dune:status, delay, 1x",
        "dune:status, initialDelay, soon",
        "dune:status, concurrentConsumers, two",
        "dune:status, backoffMultiplier, twice"
    })
    void anOptionOfAUriThatIsMistypedIsRefused(String uri, String option, String value) {
        assertThatThrownBy(() -> endpoint(uri + "?apiKey=k&" + option + "=" + value))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("The option " + option, "'" + value + "'");
    }

    @Test
    void aParameterInYamlThatIsMistypedIsRefused() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.disableJMX();
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("routes.yaml", """
                            - route:
                                from:
                                  uri: direct:in
                                  steps:
                                    - to:
                                        uri: dune:await
                                        parameters:
                                          awaitTimeout: 10M
                            """));
            assertThatThrownBy(camel::start).rootCause().hasMessageContaining("The option awaitTimeout is '10M'");
        }
    }

    @Test
    void blanksAroundAnOptionOfAUriAreDropped() throws Exception {
        assertThat(endpoint("dune:status?requestsPerMinute=40%20&apiKey=k")
                        .getConfiguration()
                        .getRequestsPerMinute())
                .isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "#shared", "#bean:shared", " shared"})
    void theNameOfAWatchStoreWillDoInAPropertyAsInAUri(String name) throws Exception {
        withMain("watch-store", name, options -> assertThat(options.getWatchStore())
                .hasToString("MapWatchStore on a ConcurrentHashMap"));
        assertThat(endpoint("dune:watch?watchStore=" + name.strip().replace("#", "%23"))
                        .getConfiguration()
                        .getWatchStore())
                .hasToString("MapWatchStore on a ConcurrentHashMap");
    }

    @Test
    void aWatchStoreThatIsNoBeanIsRefusedByItsName() {
        assertThatThrownBy(() -> withMain("watch-store", "nosuch", any -> {}))
                .rootCause()
                .hasMessageContaining("nosuch");
    }

    @Test
    void aBlankKeyInAUriLeavesTheKeyOfTheComponent() {
        try (DuneStub dune = DuneStub.start();
                DuneTestContext context = new DuneTestContext(dune)) {
            String id = dune.execution().completed().start();

            for (String uri : new String[] {"dune:status?apiKey=", "dune:status?apiKey=%20"}) {
                assertThat(context.send(uri, id).getException()).isNull();
            }
        }
    }

    @Test
    void whiteSpaceAroundAnIdInAHeaderIsDropped() {
        try (DuneStub dune = DuneStub.start();
                DuneTestContext context = new DuneTestContext(dune)) {
            String id = dune.execution().completed().start();

            for (String operation : new String[] {"status", "watch", "unwatch", "await"}) {
                Exchange exchange =
                        context.send("dune:" + operation, Map.of(DuneConstants.EXECUTION_ID, " " + id + "\n"));
                assertThat(exchange.getException()).as(operation).isNull();
            }
        }
    }
}
