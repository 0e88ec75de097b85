package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.client.ExecutionError;
import io.github.cameldune.client.ExecutionState;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.client.UnreadableStatusException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body turns into an {@link ExecutionStatus} and back, in Java and in YAML. */
class StatusConversionTest extends SharedContextTestSupport {

    private static String failed;

    @BeforeAll
    static void start() throws Exception {
        failed = dune.execution()
                .queryId(7)
                .failed("syntax_error", "Error: Line 3:14: mismatched input 'form'", 3, 14)
                .field("added_later", "kept")
                .start();
        context.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:java").to("dune:status").convertBodyTo(ExecutionStatus.class);
                from("direct:java-and-back")
                        .to("dune:status")
                        .convertBodyTo(ExecutionStatus.class)
                        .convertBodyTo(String.class);
            }
        });
        context.loadYaml("""
                - route:
                    from:
                      uri: direct:yaml
                      steps:
                        - to: dune:status
                        - convertBodyTo:
                            type: io.github.cameldune.client.ExecutionStatus
                - route:
                    from:
                      uri: direct:yaml-simple
                      steps:
                        - to: dune:status
                        - setBody:
                            simple: "${bodyAs(io.github.cameldune.client.ExecutionStatus).error.type}"
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:java", "direct:yaml"})
    void convertsTheBodyWithinARoute(String route) {
        Object body = context.send(route, failed).getMessage().getBody();

        assertThat(body).isInstanceOfSatisfying(ExecutionStatus.class, status -> {
            assertThat(status.executionId()).isEqualTo(failed);
            assertThat(status.queryId()).isEqualTo(7);
            assertThat(status.state()).isEqualTo(ExecutionState.FAILED);
            assertThat(status.isTerminal()).isTrue();
            assertThat(status.error())
                    .isEqualTo(new ExecutionError("syntax_error", "Error: Line 3:14: mismatched input 'form'", 3, 14));
        });
    }

    @Test
    void convertsTheBodyWithinAnExpression() {
        assertThat(context.send("direct:yaml-simple", failed).getMessage().getBody())
                .isEqualTo("syntax_error");
    }

    @Test
    void convertsTheBodyOnDemandAndLeavesItAsItIs() {
        Exchange exchange = context.send("dune:status", failed);

        assertThat(exchange.getMessage().getBody(ExecutionStatus.class).state()).isEqualTo(ExecutionState.FAILED);
        assertThat(exchange.getMessage().getBody()).isInstanceOf(String.class);
    }

    @Test
    void turnsAStatusBackIntoTheTextThatDuneSent() {
        Object sent = context.send("dune:status", failed).getMessage().getBody();

        Object back = context.send("direct:java-and-back", failed).getMessage().getBody();

        assertThat(back).isEqualTo(sent).asString().contains("added_later");
    }

    @ParameterizedTest
    @ValueSource(classes = {byte[].class, InputStream.class})
    void turnsAStatusIntoWhatAFileOrABrokerTakes(Class<?> type) {
        Object body = context.send("direct:java", failed).getMessage().getBody();

        Object turned = context.camel().getTypeConverter().convertTo(type, body);

        assertThat(convert(turned)).isEqualTo(body);
    }

    @Test
    void convertsBytesAndStreamsThatAMessageBrokerOrAFileDelivers() {
        byte[] bytes = context.send("dune:status", failed)
                .getMessage()
                .getBody(String.class)
                .getBytes(StandardCharsets.UTF_8);

        assertThat(convert(bytes).executionId()).isEqualTo(failed);
        assertThat(convert(new ByteArrayInputStream(bytes)).executionId()).isEqualTo(failed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "\"QUERY_STATE_FAILED\"", "{}", "{\"state\":\"\"}", "{\"state\":7}", "<html>"})
    void refusesATextThatIsNoStatus(String text) {
        assertThatThrownBy(() -> convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasRootCauseInstanceOf(UnreadableStatusException.class);
    }

    private static ExecutionStatus convert(Object value) {
        return context.camel().getTypeConverter().convertTo(ExecutionStatus.class, value);
    }
}
