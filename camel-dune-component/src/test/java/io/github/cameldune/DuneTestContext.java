package io.github.cameldune;

import io.github.cameldune.stub.DuneStub;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A running Camel context whose component {@code dune:} asks a stub. */
final class DuneTestContext implements AutoCloseable {

    private final CamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template = camel.createProducerTemplate();

    DuneTestContext(DuneStub dune) {
        this(dune, options -> {});
    }

    DuneTestContext(DuneStub dune, Consumer<DuneConfiguration> options) {
        DuneComponent component = new DuneComponent();
        component.getConfiguration().setBaseUrl(dune.baseUrl());
        component.getConfiguration().setApiKey(dune.apiKey());
        options.accept(component.getConfiguration());
        camel.addComponent("dune", component);
        camel.disableJMX();
        camel.start();
    }

    /** Before it is used: so many seconds of schedules, budgets and {@code awaitTimeout} pass in a real one. */
    DuneTestContext hurry(long pace) throws Exception {
        FastTime.install(camel, pace);
        return this;
    }

    CamelContext camel() {
        return camel;
    }

    ProducerTemplate template() {
        return template;
    }

    void loadYaml(String routes) throws Exception {
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("routes.yaml", routes));
    }

    /** Sends a message of these headers, and hands back the exchange with what came of it, an exception too. */
    Exchange send(String uri, Map<String, Object> headers) {
        return template.send(uri, exchange -> exchange.getMessage().getHeaders().putAll(headers));
    }

    /** Sends a message about an execution. */
    Exchange send(String uri, String executionId) {
        return send(uri, Map.of(DuneConstants.EXECUTION_ID, executionId));
    }

    /** Sends many messages about an execution, without a thread of the caller's for those that wait. */
    List<CompletableFuture<Exchange>> sendAsync(String uri, String executionId, int messages) throws Exception {
        AsyncProducer producer = camel.getEndpoint(uri).createAsyncProducer();
        camel.addService(producer);
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            Exchange exchange = ExchangeBuilder.anExchange(camel)
                    .withHeader(DuneConstants.EXECUTION_ID, executionId)
                    .build();
            sent.add(producer.processAsync(exchange));
        }
        return sent;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
