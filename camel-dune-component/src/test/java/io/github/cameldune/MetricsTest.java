package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.Fault;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ConcurrentModificationException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The meters in a registry of Micrometer that is a bean of the Camel context. */
class MetricsTest extends ConsumerTestSupport {

    private MeterRegistry bind(MeterRegistry registry) {
        context.getRegistry().bind("metricsRegistry", registry);
        return registry;
    }

    private static double count(MeterRegistry registry, String name, String tag, String value) {
        return registry.get(name).tag(tag, value).functionCounter().count();
    }

    @Test
    void countsRequestsByOutcomeAndTransitionsByState() throws Exception {
        MeterRegistry registry = bind(new SimpleMeterRegistry());
        String id = dune.execution().state("EXECUTING").cancelled().start();
        dune.fail(id, Fault.serverError(503));

        consume("executionIds=" + id + "&requestsPerMinute=6000");
        eventually().until(() -> receiver.states(id).contains("CANCELED"));

        assertThat(count(registry, "camel.dune.requests", "outcome", "2xx")).isEqualTo(2);
        assertThat(count(registry, "camel.dune.requests", "outcome", "5xx")).isEqualTo(1);
        assertThat(count(registry, "camel.dune.requests", "outcome", "timeout")).isZero();
        assertThat(count(registry, "camel.dune.transitions", "state", "CANCELED"))
                .isEqualTo(1);
        assertThat(count(registry, "camel.dune.transitions", "state", "EXECUTING"))
                .isEqualTo(1);
        assertThat(registry.get("camel.dune.exchanges").functionCounter().count())
                .isEqualTo(2);
        Timer delay = registry.get("camel.dune.detection.delay").timer();
        eventually().until(() -> delay.count() == 1);
        assertThat(delay.takeSnapshot().histogramCounts()).hasSize(10);
        eventually().until(() -> registry.get("camel.dune.watches").gauge().value() == 0);
        assertThat(registry.get("camel.dune.budget.limit").gauge().value()).isEqualTo(6000);
        assertThat(registry.getMeters())
                // which Micrometer makes of the timer
                .filteredOn(meter -> !meter.getId().getName().endsWith(".histogram"))
                .allSatisfy(meter -> assertThat(meter.getId().getDescription()).isNotBlank());
        assertThat(registry.getMeters())
                .as("as Camel's own meters are tagged and named")
                .allSatisfy(meter ->
                        assertThat(meter.getId().getTag("camelContext")).isEqualTo(context.getName()))
                .allSatisfy(meter -> assertThat(meter.getId().getName()).startsWith("camel.dune."))
                .noneMatch(meter -> meter.getId().toString().contains(dune.apiKey()));
    }

    @Test
    void findsARegistryThatWasABeanBeforeTheContextStarted() throws Exception {
        CamelContext other = new DefaultCamelContext();
        MeterRegistry registry = new SimpleMeterRegistry();
        other.disableJMX();
        other.getRegistry().bind("anyName", registry);
        DuneConfiguration configuration =
                other.getComponent("dune", DuneComponent.class).getConfiguration();
        configuration.setBaseUrl(dune.baseUrl());
        configuration.setApiKey(dune.apiKey());
        consume(other, "", receiver);

        other.start();
        assertThat(registry.find("camel.dune.watches").gauges()).hasSize(1);

        // the registry may outlive the context
        other.stop();
        assertThat(registry.getMeters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Integer.MAX_VALUE})
    void neitherFailNorAreLostWhenSomebodyBindsABeanMeanwhile(int times) {
        AtomicInteger brokenOff = new AtomicInteger();
        DefaultCamelContext other = new DefaultCamelContext(new DefaultRegistry() {
            @Override
            public <T> Set<T> findByType(Class<T> type) {
                if (MeterRegistry.class.isAssignableFrom(type) && brokenOff.getAndIncrement() < times) {
                    throw new ConcurrentModificationException();
                }
                return super.findByType(type);
            }
        });
        MeterRegistry registry = new SimpleMeterRegistry();
        other.disableJMX();
        other.getRegistry().bind("anyName", registry);
        other.start();
        String id = dune.execution().completed().start();

        String answer = other.createProducerTemplate()
                .requestBodyAndHeader(
                        "dune:status?baseUrl=" + dune.baseUrl() + "&apiKey=" + dune.apiKey(),
                        null,
                        DuneConstants.EXECUTION_ID,
                        id,
                        String.class);

        assertThat(answer).contains("QUERY_STATE_COMPLETED");
        assertThat(brokenOff).hasPositiveValue();
        assertThat(registry.find("camel.dune.requests").functionCounters().isEmpty())
                .isEqualTo(times == Integer.MAX_VALUE);
        other.stop();
    }

    @Test
    void tellsTheBudgetsOfTwoKeysApartByNumber() throws Exception {
        MeterRegistry registry = bind(new SimpleMeterRegistry());
        String id = dune.execution().completed().start();
        dune.fail(id, Fault.answer(200, "no status"));

        for (String uri : new String[] {"dune:status?apiKey=" + dune.apiKey(), "dune:status?apiKey=other-key"}) {
            try {
                send(uri, id, Map.of());
            } catch (CamelExecutionException e) {
                assertThat(e).hasCauseInstanceOf(DuneApiException.class);
            }
        }

        assertThat(registry.get("camel.dune.requests")
                        .tag("budget", "1")
                        .tag("outcome", "unreadable")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("camel.dune.requests")
                        .tag("budget", "2")
                        .tag("outcome", "401")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("camel.dune.budget.limit")
                        .tag("budget", "1")
                        .gauge()
                        .value())
                .as("no limit is known")
                .isNaN();
        assertThat(registry.getMeters().stream().map(Meter::getId).map(Object::toString))
                .noneMatch(meter -> meter.contains("other-key") || meter.contains(dune.apiKey()));
        assertThat(registry.find("camel.dune.requests").functionCounters())
                .extracting(FunctionCounter::getId)
                .doesNotHaveDuplicates();
    }

    @Test
    void areScrapedByPrometheusWithABucketForEachBound() throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        bind(registry);
        String id = dune.execution().state("EXECUTING").completed().start();

        consume("executionIds=" + id);
        eventually().until(() -> receiver.states(id).contains("COMPLETED"));

        eventually().until(() -> registry.scrape().contains("camel_dune_detection_delay_seconds_count"));
        assertThat(registry.scrape())
                .containsPattern(
                        "camel_dune_requests_total\\{budget=\"1\",camelContext=\"[^\"]+\",outcome=\"2xx\"} 2.0")
                .containsPattern(
                        "camel_dune_transitions_total\\{camelContext=\"[^\"]+\",state=\"COMPLETED\",watchList=\"default\"} 1.0")
                .containsPattern(
                        "camel_dune_detection_delay_seconds_bucket\\{camelContext=\"[^\"]+\",watchList=\"default\",le=\"60.0\"} 1")
                .contains("camel_dune_watches{")
                .doesNotContain(dune.apiKey());
    }
}
