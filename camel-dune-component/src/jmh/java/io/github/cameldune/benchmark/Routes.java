package io.github.cameldune.benchmark;

import io.github.cameldune.DuneComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;

/**
 * The routes that are compared: one that uses the component, two that a user would write without it. These have no header
 * {@code CamelHttpMethod} and no options in the URI: each of them makes Camel HTTP allocate four times as much.
 */
final class Routes {

    static final String EXECUTION = "01HKZJ2683PHF9Q9PHHQ8FW4Q1";
    static final String KEY = "benchmark-key";
    static final String URI = "direct:status";

    private Routes() {}

    static String baseUrl(int port) {
        return "http://127.0.0.1:" + port + "/api";
    }

    /** A context that is not started, without JMX, with one of the routes. */
    static CamelContext context(String variant, int port, int connections) throws Exception {
        String baseUrl = baseUrl(port);
        DefaultCamelContext context = new DefaultCamelContext();
        context.disableJMX();
        if (variant.equals(Variant.DUNE)) {
            context.addComponent("dune", dune(baseUrl, connections));
        } else {
            HttpComponent http = context.getComponent("http", HttpComponent.class);
            http.setConnectionsPerRoute(connections);
            http.setMaxTotalConnections(connections);
        }
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                RouteDefinition route = from(URI);
                switch (variant) {
                    case Variant.DUNE -> route.to("dune:status");
                    case Variant.TO ->
                        route.setHeader("X-Dune-Api-Key", constant(KEY))
                                .setHeader(
                                        Exchange.HTTP_PATH,
                                        simple("/v1/execution/${header.CamelDuneExecutionId}/status"))
                                .to(baseUrl)
                                .unmarshal()
                                .json();
                    case Variant.TO_D ->
                        route.setHeader("X-Dune-Api-Key", constant(KEY))
                                .toD(baseUrl + "/v1/execution/${header.CamelDuneExecutionId}/status")
                                .unmarshal()
                                .json();
                    default -> throw new IllegalArgumentException(variant);
                }
            }
        });
        return context;
    }

    private static DuneComponent dune(String baseUrl, int connections) {
        DuneComponent component = new DuneComponent();
        component.getConfiguration().setBaseUrl(baseUrl);
        component.getConfiguration().setApiKey(KEY);
        component.getConfiguration().setMaxConcurrentRequests(connections);
        return component;
    }
}
