package io.github.cameldune;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A stub of Dune, and Camel contexts that ask it; each test gets fresh contexts, which are stopped after it. */
abstract class ConsumerTestSupport extends StubTestSupport {

    /** Asks often, and at every age of an execution alike. */
    static final String QUICK = "dune:status?initialDelay=0&delay=50&adaptive=false";

    static final String ROUTE = "watching";

    /** What nodes share: the bean {@code shared} of each context. */
    final ConcurrentMap<String, String> store = new ConcurrentHashMap<>();

    final Receiver receiver = new Receiver();

    private final Map<CamelContext, ProducerTemplate> templates = new ConcurrentHashMap<>();
    private final List<CamelContext> contexts = new ArrayList<>();

    CamelContext context;

    @BeforeEach
    void startContext() {
        context = newContext();
    }

    @AfterEach
    void stopContexts() {
        contexts.forEach(CamelContext::stop);
    }

    /** Before any route is added: so many seconds of schedules, rate limits and watches pass in a real one. */
    void hurry(long pace) throws Exception {
        FastTime.install(context, pace);
    }

    /** Another node: nothing in common with the others but what its routes name. */
    CamelContext newContext() {
        CamelContext added = new DefaultCamelContext();
        added.disableJMX();
        added.getShutdownStrategy().setTimeout(5);
        added.getRegistry().bind("shared", store);
        added.getRegistry().bind("receiver", receiver);
        DuneConfiguration configuration =
                added.getComponent("dune", DuneComponent.class).getConfiguration();
        configuration.setBaseUrl(dune.baseUrl());
        configuration.setApiKey(dune.apiKey());
        added.start();
        contexts.add(added);
        return added;
    }

    /** Starts the route that most tests are about. */
    void consume(String options) throws Exception {
        consume(context, options, receiver);
    }

    static void consume(CamelContext in, String options, Processor processor) throws Exception {
        RouteBuilder.addRoutes(in, routes -> routes.from(QUICK + (options.isEmpty() ? "" : "&" + options))
                .routeId(ROUTE)
                .process(processor));
    }

    /** The store keeps the durations of queries too. */
    boolean isNothingWatched() {
        return store.keySet().stream().allMatch(key -> key.startsWith("dune:"));
    }

    void watch(String id) {
        send("dune:watch", id, Map.of());
    }

    void unwatch(String id) {
        send("dune:unwatch", id, Map.of());
    }

    void send(String uri, String id, Map<String, Object> headers) {
        send(context, uri, id, headers);
    }

    void send(CamelContext in, String uri, String id, Map<String, Object> headers) {
        Map<String, Object> all = new HashMap<>(headers);
        all.put(DuneConstants.EXECUTION_ID, id);
        // throws what the producer threw
        templates.computeIfAbsent(in, CamelContext::createProducerTemplate).sendBodyAndHeaders(uri, null, all);
    }

    void stopRoute() throws Exception {
        context.getRouteController().stopRoute(ROUTE);
    }

    void startRoute() throws Exception {
        context.getRouteController().startRoute(ROUTE);
    }

    /** Waits until so many requests more for an execution have arrived. */
    static void awaitRequests(String id, int more) {
        int before = dune.requests(id).size();
        eventually().until(() -> dune.requests(id).size() >= before + more);
    }

    static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(20));
    }
}
