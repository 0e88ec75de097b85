package io.github.cameldune.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.DuneComponent;
import io.github.cameldune.DuneConstants;
import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.StubRows;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    void theStatusActionFetchesTheStatusOfTheExecutionOfTheHeader() throws Exception {
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
    void theStatusActionFetchesTheStatusOfTheExecutionOfItsOptionWithItsOwnKey() throws Exception {
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

    @Test
    void theExecuteActionStartsAQueryOnceForEachToken() throws Exception {
        configureTheComponent();
        dune.query(42).runs(execution -> execution.completed());
        run("""
                - route:
                    from:
                      uri: direct:start
                      steps:
                        - to:
                            uri: kamelet:dune-execute-action
                            parameters:
                              queryId: 42
                              submissionsPerMinute: 600
                """);

        Set<Object> ids = new HashSet<>();
        for (int time = 0; time < 2; time++) {
            Exchange answer = camel.createProducerTemplate().request("direct:start", exchange -> {
                exchange.getMessage().setBody("order 7");
                exchange.getMessage().setHeader(DuneConstants.REQUEST_TOKEN, "order-7");
            });
            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getBody()).isEqualTo("order 7");
            ids.add(answer.getMessage().getHeader(DuneConstants.EXECUTION_ID));
        }
        assertThat(ids).hasSize(1).doesNotContainNull();
        assertThat(dune.submissions(42)).hasSize(1);
    }

    @Test
    void theResultsActionReadsTheRowsWithAllOfItsOptions() throws Exception {
        configureTheComponent();
        String id = dune.execution()
                .completed()
                .rows(StubRows.of(List.of(Map.of("n", 1, "m", 5), Map.of("n", 2, "m", 6), Map.of("n", 3, "m", 7))))
                .start();
        run("""
                - route:
                    from:
                      uri: direct:rows
                      steps:
                        - to: kamelet:dune-results-action
                - route:
                    from:
                      uri: direct:some
                      steps:
                        - to:
                            uri: kamelet:dune-results-action
                            parameters:
                              executionId: %s
                              outputType: SelectList
                              columns: n
                              filters: n > 1
                              sortBy: n desc
                              limit: 5
                              maxRows: 10
                              pageSize: 2
                              allowPartialResults: true
                              apiKey: %s
                              baseUrl: %s
                              requestsPerMinute: 600
                              rateLimitTimeout: 5s
                """.formatted(id, dune.apiKey(), dune.baseUrl()));

        List<?> all = camel.createProducerTemplate()
                .requestBodyAndHeader("direct:rows", null, DuneConstants.EXECUTION_ID, id, List.class);
        List<?> some = camel.createProducerTemplate().requestBody("direct:some", null, List.class);
        assertThat(all).hasSize(3);
        assertThat(some).hasToString("[{n=3}, {n=2}]");
    }

    @Test
    void theLatestSourceEmitsTheLatestExecutionOfAQuery() throws Exception {
        String id = dune.execution().queryId(42).completed().start();
        dune.query(42).latest(id);
        MockEndpoint seen = camel.getEndpoint("mock:seen", MockEndpoint.class);
        seen.expectedMessageCount(1);
        camel.getRegistry().bind("watches", new ConcurrentHashMap<String, String>());

        run("""
                - route:
                    from:
                      uri: kamelet:dune-latest-source
                      parameters:
                        queryIds: 42
                        delay: 1m
                        apiKey: %s
                        baseUrl: %s
                        requestsPerMinute: 600
                        watchStore: "#bean:watches"
                      steps:
                        - to: mock:seen
                """.formatted(dune.apiKey(), dune.baseUrl()));

        seen.assertIsSatisfied();
        assertThat(headers(seen, DuneConstants.EVENT_ID)).containsExactly("42:" + id);
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
