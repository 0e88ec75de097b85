package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.fuzz.ShortRun;
import io.github.cameldune.internal.camel.OptionSides.Side;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is written for an option: its value is one that works, or the endpoint is refused and the option named. */
class OptionsFuzzTest {

    private static final CamelContext CAMEL = camel();

    private static final Map<String, ToLongFunction<DuneEndpoint>> NUMBERS = Map.of(
            "watchTimeout", endpoint -> endpoint.getConfiguration().getWatchTimeout(),
            "watchStoreRefresh", endpoint -> endpoint.getConfiguration().getWatchStoreRefresh(),
            "maxWatches", endpoint -> endpoint.getConfiguration().getMaxWatches(),
            "responseTimeout", endpoint -> endpoint.getConfiguration().getResponseTimeout(),
            "maxConcurrentRequests", endpoint -> endpoint.getConfiguration().getMaxConcurrentRequests(),
            "concurrentConsumers", DuneEndpoint::getConcurrentConsumers,
            "maxPollInterval", DuneEndpoint::getMaxPollInterval,
            "delay", DuneEndpoint::getDelay);

    private static CamelContext camel() {
        CamelContext camel = new DefaultCamelContext();
        camel.getComponent("dune", DuneComponent.class).getConfiguration().setApiKey("key");
        return camel;
    }

    /**
     * Tries an option.
     *
     * @param input the option's name and its value, in two lines
     */
    @Tag("fuzz")
    @Timeout(10)
    @FuzzTest
    void anOptionWorksOrIsNamed(byte[] input) {
        String[] parts = new String(input, StandardCharsets.UTF_8).split("\n", 2);
        String name = parts[0];
        // Camel's masking of a URI that it refuses takes the square of its length
        if (parts.length < 2 || parts[1].length() > 200 || !NUMBERS.containsKey(name) && !name.equals("executionIds")) {
            return;
        }
        String uri = "dune:status?" + name + "=" + URLEncoder.encode(parts[1], StandardCharsets.UTF_8);
        DuneEndpoint endpoint = null;
        try {
            endpoint = CAMEL.getEndpoint(uri, DuneEndpoint.class);
            DuneOptions.validate(endpoint, Side.CONSUMER);
            works(endpoint, name, parts[1]);
        } catch (ResolveEndpointFailedException e) {
            assertThat(chain(e)).containsAnyOf(name, "{{");
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("The option " + name);
        } finally {
            if (endpoint != null) {
                forget(endpoint);
            }
        }
    }

    private static void works(DuneEndpoint endpoint, String name, String value) {
        if (NUMBERS.containsKey(name)) {
            assertThat(NUMBERS.get(name).applyAsLong(endpoint)).as(name).isPositive();
            return;
        }
        List<ExecutionId> ids = List.copyOf(DuneOptions.executionIds(endpoint.getExecutionIds()));
        assertThat(ids).doesNotHaveDuplicates();
        String printed = String.join(",", ids.stream().map(ExecutionId::value).toList());
        assertThat(DuneOptions.executionIds(printed)).containsExactlyElementsOf(ids);
        assertThat(ids).allSatisfy(id -> assertThat(value).contains(id.value()));
    }

    private static void forget(DuneEndpoint endpoint) {
        try {
            CAMEL.removeEndpoint(endpoint);
        } catch (Exception e) {
            throw new AssertionError("an endpoint that was never started stops", e);
        }
    }

    private static String chain(Throwable top) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = top; cause != null; cause = cause.getCause()) {
            all.append(cause).append('\n');
        }
        return all.toString();
    }

    @Test
    void anOptionWorksOrIsNamedInAShortRun() {
        ShortRun.of(getClass(), "anOptionWorksOrIsNamed", this::anOptionWorksOrIsNamed);
    }
}
