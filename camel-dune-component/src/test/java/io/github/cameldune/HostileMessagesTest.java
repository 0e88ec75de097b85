package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.RecordedRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a message only the execution id gets to Dune, whatever else it carries. */
class HostileMessagesTest extends SharedContextTestSupport {

    private static DuneStub elsewhere;
    private static String id;

    @BeforeAll
    static void start() {
        elsewhere = DuneStub.start();
        id = dune.execution().completed().start();
        dune.query(4242);
    }

    @AfterAll
    static void stop() {
        elsewhere.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            dune:status,               GET,  /api/v1/execution/ID/status
            dune:await,                GET,  /api/v1/execution/ID/status
            dune:cancel,               POST, /api/v1/execution/ID/cancel
            dune:execute?queryId=4242, POST, /api/v1/query/4242/execute
            dune:sql?sql=SELECT 1,     POST, /api/v1/sql/execute
            """)
    void sendsTheSameRequestWithAndWithoutHeadersThatSteerOtherComponents(
            String operation, String method, String path) {
        RecordedRequest plain = requestOf(operation, Map.of());

        Map<String, Object> hostile = new HashMap<>();
        hostile.put("CamelHttpUri", elsewhere.baseUrl());
        hostile.put("camelhttpuri", elsewhere.baseUrl());
        hostile.put("CamelHttpUrl", elsewhere.baseUrl());
        hostile.put("CamelHttpBaseUri", elsewhere.baseUrl());
        hostile.put("CamelHttpPath", "/../../admin");
        hostile.put("CAMELHTTPPATH", "/../../admin");
        hostile.put("CamelHttpQuery", "api_key=other");
        hostile.put("CamelHttpRawQuery", "api_key=other");
        hostile.put("CamelHttpMethod", "DELETE");
        hostile.put("CamelRestHttpUri", elsewhere.baseUrl());
        hostile.put("CamelDestinationOverrideUrl", elsewhere.baseUrl());
        hostile.put("CamelDuneApiKey", "other");
        hostile.put("CamelDuneBaseUrl", elsewhere.baseUrl());
        hostile.put("CamelDuneOperation", "await");
        if (!operation.startsWith("dune:execute")) {
            hostile.put("CamelDuneQueryId", 99L);
        }
        hostile.put("CamelDuneSql", "DROP TABLE users");
        hostile.put("CamelSqlQuery", "DROP TABLE users");
        hostile.put("CamelDunePerformance", "large");
        hostile.put("parameters.wallet", "0xff");
        hostile.put("Host", "elsewhere.invalid");
        hostile.put("host", "elsewhere.invalid");
        hostile.put("Authorization", "Bearer abc");
        hostile.put("X-Dune-Api-Key", "other");
        hostile.put("x-dune-api-key", "other");
        hostile.put("X-DUNE-API-KEY", "other");
        hostile.put("Cookie", "a=b");
        hostile.put("Connection", "close");
        hostile.put("Transfer-Encoding", "chunked");
        hostile.put("Content-Length", "5");
        hostile.put("Accept", "text/html");
        hostile.put("User-Agent", "other");
        hostile.put("OrderNumber", "4711");

        RecordedRequest request = requestOf(operation, hostile);

        assertThat(request.method()).isEqualTo(method);
        assertThat(request.url()).isEqualTo(plain.url()).isEqualTo(path.replace("ID", id));
        assertThat(request.body()).isEqualTo(plain.body());
        assertThat(request.headers()).isEqualTo(plain.headers());
        assertThat(request.headers().get("X-Dune-Api-Key")).containsExactly(dune.apiKey());
        assertThat(elsewhere.requestCount()).isZero();
    }

    @Test
    void sendsFiveHeadersAndNoOther() {
        Map<String, List<String>> headers = requestOf("dune:status", Map.of()).headers();

        assertThat(headers.keySet())
                .usingElementComparator(String.CASE_INSENSITIVE_ORDER)
                .containsExactlyInAnyOrder("X-Dune-Api-Key", "Accept", "User-Agent", "Host", "Accept-Encoding");
        assertThat(headers.get("Accept")).containsExactly("application/json");
    }

    @Test
    void evaluatesNothingInAHeader() {
        Exchange exchange = context.send(
                "dune:status", Map.of("CamelDuneExecutionId", id, "note", "{{env:PATH}} ${env:PATH} ${body}"));

        assertThat(exchange.getMessage().getHeader("note")).isEqualTo("{{env:PATH}} ${env:PATH} ${body}");
    }

    @Test
    void ignoresTheBodyAndTheExchangePropertiesOfTheMessage() {
        Exchange exchange = context.template().send("dune:status", sent -> {
            sent.getMessage().setHeader("CamelDuneExecutionId", id);
            sent.getMessage().setBody("{\"execution_id\":\"another\"}");
            sent.setProperty("CamelHttpUri", elsewhere.baseUrl());
            sent.setProperty("CamelDuneExecutionId", "another");
        });

        assertThat(exchange.getMessage().getHeader("CamelDuneExecutionId")).isEqualTo(id);
        assertThat(dune.requests()).singleElement().satisfies(request -> assertThat(request.executionId())
                .isEqualTo(id));
        assertThat(elsewhere.requestCount()).isZero();
    }

    private static RecordedRequest requestOf(String operation, Map<String, Object> headers) {
        dune.forgetRequests();
        Map<String, Object> message = new HashMap<>(headers);
        message.put("CamelDuneExecutionId", id);
        assertThat(context.send(operation, message).getException()).isNull();
        assertThat(dune.requests()).hasSize(1);
        return dune.requests().get(0);
    }
}
