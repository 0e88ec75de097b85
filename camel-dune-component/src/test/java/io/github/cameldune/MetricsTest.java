package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.internal.management.Monitor;
import io.github.cameldune.stub.Fault;
import io.github.cameldune.stub.StubRows;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ConcurrentModificationException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
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
    void countsRequestsByVerdictAndTransitionsAndEndsByState() throws Exception {
        MeterRegistry registry = bind(new SimpleMeterRegistry());
        String id = dune.execution().state("EXECUTING").cancelled().start();
        dune.fail(id, Fault.serverError(503));

        consume("executionIds=" + id + "&requestsPerMinute=6000");
        eventually().until(() -> receiver.states(id).contains("CANCELED"));

        assertThat(count(registry, "camel.dune.requests", "verdict", "ok")).isEqualTo(2);
        assertThat(count(registry, "camel.dune.requests", "verdict", "failed")).isEqualTo(1);
        assertThat(count(registry, "camel.dune.requests", "verdict", "key refused"))
                .isZero();
        assertThat(count(registry, "camel.dune.submissions", "verdict", "ok")).isZero();
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
        assertThat(count(registry, "camel.dune.ends", "state", "CANCELED")).isEqualTo(1);
        assertThat(rate(registry, "limit", "reads")).isEqualTo(6000);
        assertThat(rate(registry, "limit", "submissions"))
                .as("no limit is known")
                .isNaN();
        assertThat(rate(registry, "used", "reads")).isEqualTo(3);
        for (String zero : new String[] {"waiting", "throttled", "paused"}) {
            assertThat(rate(registry, zero, "reads")).as(zero).isZero();
            assertThat(rate(registry, zero, "submissions")).as(zero).isZero();
        }
        assertThat(registry.get("camel.dune.polls.paused").gauge().value()).isZero();
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

    private static double rate(MeterRegistry registry, String name, String limit) {
        return registry.get("camel.dune.rate." + name)
                .tag("limit", limit)
                .gauge()
                .value();
    }

    private static double total(MeterRegistry registry, String name) {
        return registry.get(name).functionCounter().count();
    }

    @Test
    void sumsTheCreditsOfEachExecutionOnceHoweverOftenItsStatusIsRead() throws Exception {
        MeterRegistry registry = bind(new SimpleMeterRegistry());
        String cheap = dune.execution()
                .completed()
                .field("execution_cost_credits", 0.25)
                .start();
        String dear =
                dune.execution().failed().field("execution_cost_credits", 1.5).start();

        consume("executionIds=" + cheap + "," + dear);
        eventually()
                .until(() -> receiver.of(cheap).size() == 1 && receiver.of(dear).size() == 1);
        send("dune:status", cheap, Map.of());
        send("dune:await", dear, Map.of());

        assertThat(total(registry, "camel.dune.credits")).isEqualTo(1.75);
        assertThat(count(registry, "camel.dune.ends", "state", "COMPLETED")).isEqualTo(1);
        assertThat(count(registry, "camel.dune.ends", "state", "FAILED")).isEqualTo(1);
        assertThat(count(registry, "camel.dune.ends", "state", "EXPIRED")).isZero();
    }

    @Test
    void countsRowsPagesAndBytes() throws Exception {
        MeterRegistry registry = bind(new SimpleMeterRegistry());
        String id = dune.execution().completed().rows(StubRows.generated(25, 3)).start();

        send("dune:results?pageSize=10", id, Map.of());

        assertThat(total(registry, "camel.dune.rows")).isEqualTo(25);
        assertThat(total(registry, "camel.dune.pages")).isEqualTo(3);
        assertThat(total(registry, "camel.dune.bytes")).isGreaterThan(100);
        assertThat(total(registry, "camel.dune.pages.repeated")).isZero();
    }

    @Test
    void countsExchangesThatTheRouteRejectsAndWatchesThatExpire() throws Exception {
        MeterRegistry registry = bind(new SimpleMeterRegistry());
        String rejected = dune.execution().stays("EXECUTING").start();
        String expiring = dune.execution().stays("EXECUTING").start();
        receiver.then(exchange -> {
            if (rejected.equals(exchange.getMessage().getHeader(DuneConstants.EXECUTION_ID))) {
                throw new IllegalStateException("not this one");
            }
        });

        consume(context, "watchTimeout=1500&executionIds=" + rejected + "," + expiring, receiver);

        eventually().until(() -> total(registry, "camel.dune.exchanges.rejected") > 0);
        eventually()
                .until(() -> registry.get("camel.dune.watches.oldest").gauge().value() > 0);
        eventually().until(() -> total(registry, "camel.dune.watches.expired") == 1);
    }

    @Test
    void ofAListAndAKeyThatNothingUsesAnyMoreGoAndThoseOfOthersStay() throws Exception {
        CamelContext other = new DefaultCamelContext();
        other.disableJMX();
        MeterRegistry registry = new SimpleMeterRegistry();
        other.getRegistry().bind("metricsRegistry", registry);
        FastTime.install(other, 10_000);
        DuneConfiguration configuration =
                other.getComponent("dune", DuneComponent.class).getConfiguration();
        configuration.setBaseUrl(dune.baseUrl());
        configuration.setApiKey(dune.apiKey());
        RouteBuilder.addRoutes(other, routes -> {
            for (String watchList : new String[] {"comes", "stays"}) {
                routes.from("direct:" + watchList)
                        .routeId(watchList)
                        .to("dune:watch?watchList=" + watchList + "&apiKey=" + watchList)
                        .to("dune:status?apiKey=" + watchList);
            }
        });
        other.start();
        assertThat(tags(registry, "watchList")).containsExactlyInAnyOrder("comes", "stays");
        assertThat(tags(registry, "key")).hasSize(2);

        other.getRouteController().stopRoute("comes");
        other.removeRoute("comes");

        eventually().until(() -> tags(registry, "watchList").equals(Set.of("stays")));
        eventually().until(() -> tags(registry, "key").size() == 1);
        Monitor left = Monitor.of(other).orElseThrow();
        assertThat(left.lists()).extracting("name").containsExactly("stays");
        assertThat(left.keys()).hasSize(1);
        other.stop();
        assertThat(registry.getMeters()).isEmpty();
    }

    private static Set<String> tags(MeterRegistry registry, String tag) {
        return registry.getMeters().stream()
                .map(meter -> meter.getId().getTag(tag))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
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
    void neitherFailNorAreLostWhenABeanIsBoundMeanwhile(int times) {
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
    void tellsTwoKeysApartByNumber() throws Exception {
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
                        .tag("key", "1")
                        .tag("verdict", "unreadable")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("camel.dune.requests")
                        .tag("key", "2")
                        .tag("verdict", "key refused")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("camel.dune.rate.limit")
                        .tags("key", "1", "limit", "reads")
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
                .containsPattern("camel_dune_requests_total\\{camelContext=\"[^\"]+\",key=\"1\",verdict=\"ok\"} 2.0")
                .containsPattern(
                        "camel_dune_transitions_total\\{camelContext=\"[^\"]+\",state=\"COMPLETED\",watchList=\"default\"} 1.0")
                .containsPattern(
                        "camel_dune_detection_delay_seconds_bucket\\{camelContext=\"[^\"]+\",watchList=\"default\",le=\"60.0\"} 1")
                .contains("camel_dune_watches{")
                .doesNotContain(dune.apiKey());
    }
}
