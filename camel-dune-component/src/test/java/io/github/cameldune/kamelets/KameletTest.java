package io.github.cameldune.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.DuneComponent;
import io.github.cameldune.DuneConstants;
import io.github.cameldune.stub.DuneStub;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The kamelets of the jar, found by their names alone. */
class KameletTest {

    private final DuneStub dune = DuneStub.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() throws IOException {
        camel.close();
        dune.close();
    }

    @Test
    void theSourceEmitsEachTransitionWithTheComponentsOptions() throws Exception {
        configureTheComponent();
        String id = dune.execution()
                .state("PENDING")
                .failed("syntax_error", "line 1")
                .start();
        MockEndpoint seen = camel.getEndpoint("mock:seen", MockEndpoint.class);
        seen.expectedMessageCount(2);

        run("""
                - route:
                    from:
                      uri: kamelet:dune-execution-source
                      parameters:
                        executionIds: %s
                      steps:
                        - to: mock:seen
                """.formatted(id));

        seen.assertIsSatisfied();
        assertThat(headers(seen, DuneConstants.EVENT_ID))
                .containsExactly(id + ":QUERY_STATE_PENDING", id + ":QUERY_STATE_FAILED");
        assertThat(headers(seen, DuneConstants.ERROR_TYPE)).containsExactly(null, "syntax_error");
        assertThat(camel.getComponent("dune", DuneComponent.class)
                        .getConfiguration()
                        .getRequestsPerMinute())
                .isEqualTo(600);
    }

    @Test
    void theSourceTakesAllOfItsOptionsAndLeavesOutOtherStates() throws Exception {
        String id = dune.execution().state("PENDING").completed().start();
        MockEndpoint seen = camel.getEndpoint("mock:seen", MockEndpoint.class);
        seen.expectedMessageCount(1);
        camel.getRegistry().bind("watches", new ConcurrentHashMap<String, String>());

        run("""
                - route:
                    from:
                      uri: kamelet:dune-execution-source
                      parameters:
                        executionIds: %s
                        states: terminal
                        apiKey: %s
                        baseUrl: %s
                        requestsPerMinute: 600
                        watchList: reports
                        watchStore: "#bean:watches"
                        watchTimeout: 12h
                      steps:
                        - to: mock:seen
                """.formatted(id, dune.apiKey(), dune.baseUrl()));

        seen.assertIsSatisfied();
        assertThat(headers(seen, DuneConstants.STATE)).containsExactly("QUERY_STATE_COMPLETED");
        assertThat(camel.getRegistry().lookupByName("watches").toString()).contains(id);
    }

    /** Before Camel 4.22 a Pipe hands on other characters than letters and digits only within RAW (CAMEL-23594). */
    @Test
    void theSourceIsOneOfAPipe() throws Exception {
        String first = dune.execution().completed().start();
        String second = dune.execution().completed().start();
        MockEndpoint seen = camel.getEndpoint("mock:seen", MockEndpoint.class);
        seen.expectedMessageCount(2);

        run("""
                apiVersion: camel.apache.org/v1
                kind: Pipe
                metadata:
                  name: ends
                spec:
                  source:
                    ref:
                      kind: Kamelet
                      apiVersion: camel.apache.org/v1
                      name: dune-execution-source
                    properties:
                      executionIds: RAW(%s,%s)
                      apiKey: %s
                      baseUrl: RAW(%s)
                  sink:
                    uri: mock:seen
                """.formatted(first, second, dune.apiKey(), dune.baseUrl()));

        seen.assertIsSatisfied();
    }

    @Test
    void theSourceWithoutExecutionsSaysWhatIsMissing() {
        assertThatThrownBy(() -> run("""
                - route:
                    from:
                      uri: kamelet:dune-execution-source
                      steps:
                        - to: mock:seen
                """)).hasStackTraceContaining("executionIds");
    }

    @Test
    void theActionAsksAboutTheExecutionOfTheHeader() throws Exception {
        configureTheComponent();
        String id = dune.execution().stays("EXECUTING").start();
        run("""
                - route:
                    from:
                      uri: direct:ask
                      steps:
                        - to: kamelet:dune-status-action
                """);

        Exchange answer = camel.createProducerTemplate()
                .request("direct:ask", exchange -> exchange.getMessage().setHeader(DuneConstants.EXECUTION_ID, id));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(DuneConstants.STATE)).isEqualTo("QUERY_STATE_EXECUTING");
        assertThat(answer.getMessage().getBody(String.class)).contains(id);
    }

    @Test
    void theActionAsksAboutTheExecutionOfItsOptionWithItsOwnKey() throws Exception {
        String id = dune.execution().completed().start();
        run("""
                - route:
                    from:
                      uri: direct:ask
                      steps:
                        - to:
                            uri: kamelet:dune-status-action
                            parameters:
                              executionId: %s
                              apiKey: %s
                              baseUrl: %s
                              requestsPerMinute: 600
                              rateLimitTimeout: 5s
                """.formatted(id, dune.apiKey(), dune.baseUrl()));

        assertThat(camel.createProducerTemplate().requestBody("direct:ask", "", String.class))
                .contains("QUERY_STATE_COMPLETED");
    }

    private void configureTheComponent() {
        DuneComponent component = new DuneComponent();
        component.getConfiguration().setBaseUrl(dune.baseUrl());
        component.getConfiguration().setApiKey(dune.apiKey());
        component.getConfiguration().setRequestsPerMinute(600);
        camel.addComponent("dune", component);
    }

    private void run(String yaml) throws Exception {
        camel.disableJMX();
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("routes.yaml", yaml));
        camel.start();
    }

    private static List<Object> headers(MockEndpoint seen, String name) {
        return seen.getExchanges().stream()
                .map(exchange -> exchange.getMessage().getHeader(name))
                .toList();
    }
}
