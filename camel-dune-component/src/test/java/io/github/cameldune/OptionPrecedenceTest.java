package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an endpoint says counts, then what the component says, then the defaults of the contract. */
class OptionPrecedenceTest extends StubTestSupport {

    private static DuneTestContext context;

    @BeforeAll
    static void start() {
        context = new DuneTestContext(dune, options -> {
            options.setMaxWatches(7);
            options.setWatchTimeout(60_000);
        });
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void startsWithTheDefaultsOfTheContract() {
        DuneConfiguration defaults = new DuneConfiguration();

        assertThat(defaults.getBaseUrl()).isEqualTo("https://api.dune.com/api");
        assertThat(defaults.getRequestsPerMinute()).isZero();
        assertThat(defaults.getRateLimitTimeout()).isEqualTo(60_000);
        assertThat(defaults.getMaxConcurrentRequests()).isEqualTo(10);
        assertThat(defaults.getConnectTimeout()).isEqualTo(10_000);
        assertThat(defaults.getResponseTimeout()).isEqualTo(30_000);
        assertThat(defaults.getWatchList()).isEqualTo("default");
        assertThat(defaults.getWatchStoreRefresh()).isEqualTo(5_000);
        assertThat(defaults.getWatchTimeout()).isEqualTo(86_400_000);
        assertThat(defaults.getMaxWatches()).isEqualTo(10_000);
        assertThat(defaults.isAllowInsecure()).isFalse();

        DuneEndpoint endpoint = endpoint("dune:status");
        assertThat(endpoint.getAwaitTimeout()).isEqualTo(1_800_000);
        assertThat(endpoint.getStates()).isEqualTo("all");
        assertThat(endpoint.getConcurrentConsumers()).isEqualTo(1);
        assertThat(endpoint.isAdaptive()).isTrue();
        assertThat(endpoint.getMaxPollInterval()).isEqualTo(60_000);
        assertThat(endpoint.delayMillis()).isEqualTo(1_000);
        assertThat(endpoint.getCorrelationHeaders()).isNull();
    }

    @Test
    void takesTheEndpointsValueAndElseTheComponents() {
        DuneConfiguration own = endpoint("dune:watch?maxWatches=8").getConfiguration();

        assertThat(own.getMaxWatches()).isEqualTo(8);
        assertThat(own.getWatchTimeout()).isEqualTo(60_000);
        assertThat(endpoint("dune:watch?watchList=other").getConfiguration().getMaxWatches())
                .as("one endpoint's value is not another's")
                .isEqualTo(7);
    }

    @Test
    void readsDurationsAsCamelWritesThem() {
        DuneEndpoint endpoint = endpoint("dune:status?connectTimeout=10s&responseTimeout=2m&rateLimitTimeout=1h"
                + "&awaitTimeout=1m30s&maxPollInterval=5000&delay=2s&watchTimeout=2h&watchStoreRefresh=500");

        assertThat(endpoint.getConfiguration().getConnectTimeout()).isEqualTo(10_000);
        assertThat(endpoint.getConfiguration().getResponseTimeout()).isEqualTo(120_000);
        assertThat(endpoint.getConfiguration().getRateLimitTimeout()).isEqualTo(3_600_000);
        assertThat(endpoint.getConfiguration().getWatchTimeout()).isEqualTo(7_200_000);
        assertThat(endpoint.getConfiguration().getWatchStoreRefresh()).isEqualTo(500);
        assertThat(endpoint.getAwaitTimeout()).isEqualTo(90_000);
        assertThat(endpoint.getMaxPollInterval()).isEqualTo(5_000);
        assertThat(endpoint.delayMillis()).isEqualTo(2_000);
    }

    @Test
    void asksWithTheKeyOfTheEndpoint() {
        String id = dune.execution().completed().start();

        assertThat(context.send("dune:status?apiKey=another", id).getException())
                .isInstanceOf(DuneUnauthorizedException.class);
        assertThat(dune.requests(id)).singleElement().satisfies(request -> assertThat(request.header("X-Dune-Api-Key"))
                .hasValue("another"));
    }

    @Test
    void acceptsAnInsecureUrlOnlyWhenTold() {
        DuneEndpoint endpoint = endpoint("dune:status?baseUrl=http://dune.invalid/api&allowInsecure=true");

        assertThat(context.send(endpoint.getEndpointUri(), "a").getException())
                .isInstanceOf(UnknownHostException.class);
    }

    private static DuneEndpoint endpoint(String uri) {
        return context.camel().getEndpoint(uri, DuneEndpoint.class);
    }
}
