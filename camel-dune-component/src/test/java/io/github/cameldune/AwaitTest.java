package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameldune.stub.Fault;
import io.github.cameldune.stub.RecordedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dune:await} hands the exchange on once its execution has ended, or once Dune will not tell. */
class AwaitTest extends ContextTestSupport {

    @Override
    DuneTestContext newContext() throws Exception {
        return super.newContext().hurry(100);
    }

    /** A context whose time goes ten times as fast as the clock, for what takes real time. */
    private void slowDown() throws Exception {
        context.close();
        context = super.newContext().hurry(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dune:await", "direct:java", "direct:yaml"})
    void completesAsStatusWouldOnceTheExecutionHasEnded(String uri) throws Exception {
        context.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:java").to("dune:await?awaitTimeout=20m");
            }
        });
        context.loadYaml("""
                - route:
                    from:
                      uri: direct:yaml
                      steps:
                        - to:
                            uri: dune:await
                            parameters:
                              awaitTimeout: 20m
                """);
        String id = dune.execution()
                .state("PENDING")
                .failed("syntax_error", "Error: Line 3:14", 3, 14)
                .start();

        Exchange awaited = context.send(
                uri, Map.of("CamelDuneExecutionId", id, "OrderNumber", "4711", "CamelDuneQueuePosition", 9L));

        assertThat(awaited.getException())
                .as("a failed execution is an answer, no error")
                .isNull();
        Message status = context.send("dune:status", Map.of("CamelDuneExecutionId", id, "OrderNumber", "4711"))
                .getMessage();
        assertThat(awaited.getMessage().getHeaders()).isEqualTo(status.getHeaders());
        assertThat(awaited.getMessage().getBody()).isEqualTo(status.getBody());
        assertThat(status.getHeader("CamelDuneState")).isEqualTo("QUERY_STATE_FAILED");
    }

    @Test
    void endsWithAStateOfLaterTimesThatDuneCallsFinished() {
        String id = dune.execution()
                .state("EXECUTING")
                .stays("QUERY_STATE_ARCHIVED")
                .field("is_execution_finished", true)
                .start();

        assertThat(context.send("dune:await?executionId=" + id, Map.of())
                        .getMessage()
                        .getHeader("CamelDuneState"))
                .isEqualTo("QUERY_STATE_ARCHIVED");
    }

    @Test
    void goesOnAfterWhatSaysNothingAboutTheExecution() {
        String id = dune.execution().completed().start();
        dune.fail(id, Fault.serverError(503), Fault.reset());

        Exchange exchange = context.send("dune:await", id);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("CamelDuneState")).isEqualTo("QUERY_STATE_COMPLETED");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403})
    void failsAtOnceWhenDuneRefusesTheKey(int code) {
        String id = dune.execution().completed().start();
        dune.fail(id, Fault.answer(code, "{\"error\":\"no\"}").forever());

        assertThat(context.send("dune:await", id).getException())
                .isInstanceOfSatisfying(DuneApiException.class, error -> {
                    assertThat(error.getHttpResponseCode()).isEqualTo(code);
                    assertThat(error.getExecutionId()).isEqualTo(id);
                });
        assertThat(dune.requests(id)).hasSize(1);
    }

    @Test
    void failsWhenDuneDoesNotKnowTheExecutionForAMinute() {
        context.send("dune:status", dune.execution().completed().start());
        dune.forgetRequests();

        assertThat(context.send("dune:await", "01HKZJ2683PHF9Q9PHHQ8FW4QZ").getException())
                .isExactlyInstanceOf(DuneNotFoundException.class);
        assertThat(Duration.between(
                        dune.requests().get(0).at(),
                        dune.requests().get((int) dune.requestCount() - 1).at()))
                .as("a minute, of which a hundred pass in one")
                .isGreaterThan(Duration.ofMillis(590));
        assertThat(dune.requestCount()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void anAddressThatHasNeverAnsweredAStatusIsNotBelievedToKnowNoExecution() {
        assertThat(context.send("dune:await?awaitTimeout=3m", "01HKZJ2683PHF9Q9PHHQ8FW4QZ")
                        .getException())
                .isExactlyInstanceOf(DuneWatchTimeoutException.class)
                .hasCauseExactlyInstanceOf(DuneNotFoundException.class)
                .hasMessageContaining("baseUrl");
    }

    @Test
    void believesAnUnknownExecutionOnlyTheThirdTime() {
        String id = dune.execution().completed().start();
        context.send("dune:status", id);
        dune.fail(id, Fault.notFound(), Fault.badRequest());

        assertThat(context.send("dune:await", id).getException()).isNull();
    }

    @Test
    void asksAsOftenAsAMaxPollIntervalOfLessThanASecondSays() throws Exception {
        slowDown();
        String id = dune.execution().stays("EXECUTING").start();

        context.sendAsync("dune:await?maxPollInterval=100", id, 1);

        // a second passes in 100 ms
        await().atMost(Duration.ofSeconds(40)).until(() -> shortestGap(dune.requests(id)) < 50);
    }

    private static long shortestGap(List<RecordedRequest> requests) {
        return IntStream.range(1, requests.size())
                .mapToLong(i -> Duration.between(
                                requests.get(i - 1).at(), requests.get(i).at())
                        .toMillis())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    @Test
    void failsAfterTheAwaitTimeoutWithTheStateSeenLast() {
        String id = dune.execution().stays("EXECUTING").start();

        Exchange exchange = context.send("dune:await?awaitTimeout=5s", id);

        assertThat(exchange.getException())
                .isExactlyInstanceOf(DuneWatchTimeoutException.class)
                .hasMessageContainingAll("awaitTimeout", id, "QUERY_STATE_EXECUTING")
                .isInstanceOfSatisfying(DuneWatchTimeoutException.class, timeout -> {
                    assertThat(timeout.getExecutionId()).isEqualTo(id);
                    assertThat(timeout.getLastState()).isEqualTo("QUERY_STATE_EXECUTING");
                });
        assertThat(exchange.getMessage().getHeaders()).containsOnlyKeys("CamelDuneExecutionId");
    }

    @Test
    void asksWithinTheBudgetOfItsKey() throws Exception {
        slowDown();
        String id = dune.execution().completed().start();
        // the only permit of a minute
        context.send("dune:status?requestsPerMinute=1", id);

        assertThat(context.send("dune:await?awaitTimeout=5s", id).getException())
                .isInstanceOfSatisfying(DuneWatchTimeoutException.class, timeout -> assertThat(timeout.getLastState())
                        .isNull());
        assertThat(dune.requests(id)).hasSize(1);
    }
}
