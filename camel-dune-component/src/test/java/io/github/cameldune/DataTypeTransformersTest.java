package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the data type transformers make of a message. */
class DataTypeTransformersTest {

    private static final String ROUTES = """
            - route:
                from:
                  uri: direct:jms
                  steps:
                    - transformDataType:
                        toType: dune:jms
            - route:
                from:
                  uri: direct:cloudevent
                  steps:
                    - transformDataType:
                        toType: dune:application-cloudevents
            """;

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("routes.yaml", ROUTES));
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private Exchange send(String uri, Map<String, Object> headers) {
        return camel.createProducerTemplate().request(uri, exchange -> {
            exchange.getMessage().setBody("{}");
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    @Test
    void everyHeaderOfTheComponentBecomesOneThatJmsCarries() {
        Exchange exchange = send(
                "direct:jms",
                Map.of(
                        DuneConstants.EXECUTION_ID,
                        "01HKZJ2683PHF9Q9PHHQ8FW4Q1",
                        DuneConstants.STATE,
                        "QUERY_STATE_FAILED",
                        DuneConstants.ERROR_LINE,
                        3,
                        "CamelDuneColumnNames",
                        List.of("a", "b"),
                        "OrderId",
                        "A-17"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("DuneExecutionId", "01HKZJ2683PHF9Q9PHHQ8FW4Q1")
                .containsEntry("DuneState", "QUERY_STATE_FAILED")
                .containsEntry("DuneErrorLine", 3)
                .containsEntry("DuneColumnNames", "a,b")
                .containsEntry("OrderId", "A-17")
                .containsEntry(DuneConstants.STATE, "QUERY_STATE_FAILED");
        assertThat(exchange.getMessage().getBody()).isEqualTo("{}");
    }

    @Test
    void aPropertyOfAnEarlierStatusIsRemoved() {
        Exchange exchange = send(
                "direct:jms", Map.of(DuneConstants.STATE, "QUERY_STATE_COMPLETED", "DuneErrorType", "syntax_error"));

        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("DuneState", "QUERY_STATE_COMPLETED")
                .doesNotContainKey("DuneErrorType");
    }

    @Test
    void aCloudEventHasTheEventIdAsItsId() {
        Exchange exchange = send(
                "direct:cloudevent",
                Map.of(
                        DuneConstants.EXECUTION_ID, "01HKZJ2683PHF9Q9PHHQ8FW4Q1",
                        DuneConstants.QUERY_ID, 4242L,
                        DuneConstants.STATE, "QUERY_STATE_FAILED",
                        DuneConstants.EVENT_ID, "01HKZJ2683PHF9Q9PHHQ8FW4Q1:QUERY_STATE_FAILED"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelCloudEventID", "01HKZJ2683PHF9Q9PHHQ8FW4Q1:QUERY_STATE_FAILED")
                .containsEntry("CamelCloudEventVersion", "1.0")
                .containsEntry("CamelCloudEventType", "io.github.cameldune.execution.failed")
                .containsEntry("CamelCloudEventSource", "dune:query/4242")
                .containsEntry("CamelCloudEventSubject", "01HKZJ2683PHF9Q9PHHQ8FW4Q1")
                .containsEntry(Exchange.CONTENT_TYPE, "application/json")
                .containsKey("CamelCloudEventTime");
    }
}
