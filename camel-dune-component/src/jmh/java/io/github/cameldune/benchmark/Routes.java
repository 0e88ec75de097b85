package io.github.cameldune.benchmark;

import io.github.cameldune.DuneComponent;
import io.github.cameldune.DuneConstants;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The routes that are compared: one that uses the component, one that a user would write without it. */
final class Routes {

    static final String EXECUTION = "01HKZJ2683PHF9Q9PHHQ8FW4Q1";
    static final String KEY = "benchmark-key";
    static final String DUNE = "direct:dune";
    static final String HAND_WRITTEN = "direct:hand-written";

    private Routes() {}

    /** A context that is not started, without JMX, with the route of one of the two. */
    static CamelContext context(String route, int port, int connections) throws Exception {
        String baseUrl = "http://127.0.0.1:" + port + "/api";
        DefaultCamelContext context = new DefaultCamelContext();
        context.disableJMX();
        if (route.equals(DUNE)) {
            context.addComponent("dune", component(baseUrl, connections));
        }
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                if (route.equals(DUNE)) {
                    from(DUNE).to("dune:status");
                } else {
                    from(HAND_WRITTEN)
                            .setHeader("X-Dune-Api-Key", constant(KEY))
                            .setHeader(Exchange.HTTP_METHOD, constant("GET"))
                            .toD(baseUrl + "/v1/execution/${header." + DuneConstants.EXECUTION_ID
                                    + "}/status?connectionsPerRoute=" + connections)
                            .unmarshal()
                            .json();
                }
            }
        });
        return context;
    }

    private static DuneComponent component(String baseUrl, int connections) {
        DuneComponent component = new DuneComponent();
        component.getConfiguration().setBaseUrl(baseUrl);
        component.getConfiguration().setApiKey(KEY);
        component.getConfiguration().setMaxConcurrentRequests(connections);
        return component;
    }
}
