package io.github.cameldune.docs;

import static org.awaitility.Awaitility.await;

import io.github.cameldune.DuneComponent;
import io.github.cameldune.DuneConfiguration;
import io.github.cameldune.DuneConstants;
import io.github.cameldune.docs.ReferencePage.Example;
import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.watch.store.MapWatchStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BrowsableEndpoint;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** One example in a Camel context of its own, which uses the stub of Dune. Queues are queues in memory. */
final class ExampleRun implements AutoCloseable {

    private final CamelContext camel = new DefaultCamelContext();
    private final ConcurrentMap<String, String> watches = new ConcurrentHashMap<>();
    private final DuneStub dune;
    private final Example example;

    ExampleRun(Example example, DuneStub dune) {
        this.example = example;
        this.dune = dune;
        camel.disableJMX();
        camel.getShutdownStrategy().setTimeout(2);
        camel.addComponent("jms", new SedaComponent());
        configuration().setBaseUrl(dune.baseUrl());
        configuration().setApiKey(dune.apiKey());
        configuration().setWatchStore(new MapWatchStore(watches));
    }

    /** Loads the example with the loader of its language, as an application does, and starts. */
    void start(JavaExamples java) throws Exception {
        if (example.language().equals("java")) {
            camel.addRoutes(java.routes(example));
        } else {
            Resource file = ResourceHelper.fromString("example." + example.language(), example.text());
            PluginHelper.getRoutesLoader(camel).loadRoutes(file);
        }
        camel.start();
    }

    DuneStub dune() {
        return dune;
    }

    Example example() {
        return example;
    }

    CamelContext camel() {
        return camel;
    }

    DuneConfiguration configuration() {
        return camel.getComponent("dune", DuneComponent.class).getConfiguration();
    }

    /** The executions in the watch store of the context. */
    Map<String, String> watches() {
        return watches;
    }

    /** Sends a message about an execution, and hands back the exchange. */
    Exchange send(String uri, String id, Map<String, Object> headers) {
        Map<String, Object> all = new HashMap<>(headers);
        all.put(DuneConstants.EXECUTION_ID, id);
        return camel.createProducerTemplate()
                .send(uri, exchange -> exchange.getMessage().setHeaders(all));
    }

    /** Sends an empty message, and hands back the exchange. */
    Exchange send(String uri) {
        return camel.createProducerTemplate().send(uri, exchange -> {});
    }

    Exchange send(String uri, String id) {
        return send(uri, id, Map.of());
    }

    void watch(String id) {
        Exchange sent = send("dune:watch", id);
        if (sent.getException() != null) {
            throw new AssertionError(sent.getException());
        }
    }

    /** The first message that comes to a queue. */
    Exchange received(String queue) {
        return await().atMost(Duration.ofSeconds(40))
                .until(() -> messages(queue), messages -> !messages.isEmpty())
                .get(0);
    }

    List<Exchange> messages(String queue) {
        return camel.getEndpoint("jms:queue:" + queue, BrowsableEndpoint.class).getExchanges();
    }

    @Override
    public void close() {
        camel.stop();
    }
}
