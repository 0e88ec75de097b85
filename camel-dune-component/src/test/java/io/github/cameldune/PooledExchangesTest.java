package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.impl.engine.PooledProcessorExchangeFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Exchanges that Camel takes from a pool and uses again carry nothing from one execution to another. */
class PooledExchangesTest {

    private static final String MARK = "mark";

    private final DuneStub dune = DuneStub.start();
    private final Receiver receiver = new Receiver();
    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.disableJMX();
        camel.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        camel.getCamelContextExtension().setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
        DuneConfiguration configuration =
                camel.getComponent("dune", DuneComponent.class).getConfiguration();
        configuration.setBaseUrl(dune.baseUrl());
        configuration.setApiKey(dune.apiKey());
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        dune.close();
    }

    private void watch(String id) {
        camel.createProducerTemplate()
                .sendBodyAndHeaders(
                        "dune:watch?correlationHeaders=Of*",
                        null,
                        Map.of(DuneConstants.EXECUTION_ID, id, "Of" + id, "correlated"));
    }

    @Test
    void eachEmittedExchangeIsOfOneExecutionAlone() throws Exception {
        receiver.then(exchange -> {
            assertThat(exchange.getProperty(MARK)).isNull();
            exchange.setProperty(MARK, "left by the route");
            exchange.getMessage().setHeader("Left", "by the route");
        });
        RouteBuilder.addRoutes(camel, routes -> routes.from(ConsumerTestSupport.QUICK + "&concurrentConsumers=4")
                .process(receiver));
        List<String> ids = Stream.generate(() -> dune.execution()
                        .state("PENDING")
                        .state("EXECUTING")
                        .failed()
                        .start())
                .limit(12)
                .toList();

        ids.forEach(this::watch);
        ConsumerTestSupport.eventually().until(() -> receiver.received().size() == 3 * ids.size());

        for (String id : ids) {
            assertThat(receiver.states(id)).containsExactly("PENDING", "EXECUTING", "FAILED");
            assertThat(receiver.of(id)).allSatisfy(one -> {
                assertThat(one.eventId()).isEqualTo(id + ":" + one.state());
                assertThat((String) one.body()).contains(id);
                assertThat(one.headers().keySet().stream().filter(name -> name.startsWith("Of")))
                        .containsExactly("Of" + id);
                assertThat(one.headers())
                        .doesNotContainKey("Left")
                        .matches(headers -> headers.containsKey(DuneConstants.ERROR_TYPE)
                                == one.state().endsWith("FAILED"));
            });
        }
    }

    @Test
    void whatARouteRejectsIsDeliveredAgainAsItWas() throws Exception {
        String id = dune.execution().state("EXECUTING").completed().start();
        receiver.then(exchange -> {
            exchange.getMessage().setHeader(DuneConstants.EVENT_ID, "changed by the route");
            exchange.getMessage().setBody("changed by the route");
            if (receiver.received().size() == 1) {
                throw new IllegalStateException("rejected by the test");
            }
        });
        RouteBuilder.addRoutes(
                camel, routes -> routes.from(ConsumerTestSupport.QUICK).process(receiver));

        watch(id);
        ConsumerTestSupport.eventually().until(() -> receiver.received().size() == 3);

        assertThat(receiver.received().get(1)).isEqualTo(receiver.received().get(0));
        assertThat(receiver.states(id)).containsExactly("EXECUTING", "EXECUTING", "COMPLETED");
    }

    @Test
    void anExchangeThatWaitsIsNotUsedAgainBeforeItIsDone() throws Exception {
        RouteBuilder.addRoutes(camel, routes -> routes.from("seda:in?concurrentConsumers=4")
                .to("dune:await")
                .process(receiver));
        List<String> ids = Stream.generate(
                        () -> dune.execution().state("EXECUTING", 2).completed().start())
                .limit(40)
                .toList();

        List<CompletableFuture<Exchange>> sent = ids.stream()
                .map(id -> camel.createProducerTemplate()
                        .asyncSend("seda:in?waitForTaskToComplete=Always", exchange -> exchange.getMessage()
                                .setHeader(DuneConstants.EXECUTION_ID, id)))
                .toList();
        for (int i = 0; i < sent.size(); i++) {
            Exchange done = sent.get(i).get(60, TimeUnit.SECONDS);
            assertThat(done.getException()).isNull();
            assertThat(done.getMessage().getHeader(DuneConstants.EXECUTION_ID)).isEqualTo(ids.get(i));
            assertThat(done.getMessage().getBody(String.class)).contains(ids.get(i));
        }

        assertThat(receiver.received()).hasSize(ids.size()).allSatisfy(one -> assertThat(one.state())
                .isEqualTo("QUERY_STATE_COMPLETED"));
    }
}
