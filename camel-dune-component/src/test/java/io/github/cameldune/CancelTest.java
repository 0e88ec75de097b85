package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.Fault;
import java.net.SocketException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.NoSuchHeaderException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dune:cancel} cancels an execution, and the watch of it sees that. */
class CancelTest extends ContextTestSupport {

    @ParameterizedTest
    @ValueSource(strings = {"direct:java", "direct:yaml"})
    void cancelsTheExecutionAndTheWatchSeesItsEnd(String route) throws Exception {
        String id = dune.execution().stays("EXECUTING").start();
        context.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:java").to("dune:cancel");
                from("dune:status?delay=100&initialDelay=0&states=terminal").to("mock:ended");
            }
        });
        context.loadYaml("""
                - route:
                    from:
                      uri: direct:yaml
                      steps:
                        - to: dune:cancel
                """);
        MockEndpoint ended = context.camel().getEndpoint("mock:ended", MockEndpoint.class);
        ended.expectedHeaderReceived("CamelDuneState", "QUERY_STATE_CANCELED");
        context.send("dune:watch", id);

        Exchange exchange = context.template().send(route, sent -> {
            sent.getMessage().setHeader("CamelDuneExecutionId", id);
            sent.getMessage().setBody("as it is");
        });

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("as it is");
        assertThat(exchange.getMessage().getHeaders())
                .containsExactlyInAnyOrderEntriesOf(Map.of("CamelDuneExecutionId", id, "CamelDuneCancelled", true));
        ended.assertIsSatisfied();
    }

    @Test
    void cancelsTheExecutionOfTheOption() {
        String id = dune.execution().stays("EXECUTING").start();

        assertThat(context.send("dune:cancel?executionId=" + id, Map.of())
                        .getMessage()
                        .getHeader("CamelDuneCancelled"))
                .isEqualTo(true);
    }

    @Test
    void saysWhatDuneAnswered() {
        String id = dune.execution().completed().start();
        dune.fail(id, Fault.answer(200, "{\"success\":false}"));

        assertThat(context.send("dune:cancel", id).getMessage().getHeader("CamelDuneCancelled"))
                .isEqualTo(false);
    }

    @Test
    void needsToKnowWhichExecution() {
        assertThat(context.send("dune:cancel", Map.of()).getException())
                .isInstanceOf(NoSuchHeaderException.class)
                .hasMessageContaining("CamelDuneExecutionId")
                .hasMessageContaining("executionId");
        assertThat(context.send("dune:cancel", "../4").getException()).isInstanceOf(InvalidExecutionIdException.class);
        assertThat(dune.requestCount()).isZero();
    }

    @Test
    void failsAsAStatusDoesAndLeavesNoHeaderOfAnEarlierCancel() {
        String id = dune.execution().stays("EXECUTING").start();
        dune.fail(
                id,
                Fault.reset(),
                Fault.serverError(503),
                Fault.unauthorized(),
                Fault.emptyBody(),
                Fault.tooManyRequests("7"));

        assertThat(cancelAgain(id)).isInstanceOf(SocketException.class);
        assertThat(cancelAgain(id)).isInstanceOf(DuneServerException.class);
        assertThat(cancelAgain(id))
                .isInstanceOf(DuneUnauthorizedException.class)
                .hasMessageContaining("the cancellation of execution " + id);
        assertThat(cancelAgain(id)).isInstanceOf(DuneUnreadableResponseException.class);
        assertThat(cancelAgain(id)).isInstanceOf(DuneRateLimitException.class);
    }

    private Exception cancelAgain(String id) {
        Exchange exchange = context.send("dune:cancel", Map.of("CamelDuneExecutionId", id, "CamelDuneCancelled", true));
        assertThat(exchange.getMessage().getHeader("CamelDuneCancelled")).isNull();
        return exchange.getException();
    }
}
