package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.StubSubmission;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.NoSuchHeaderException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dune:execute} starts an execution of a saved query, with its parameters. */
class ExecuteTest {

    private static final long QUERY = 4242;

    private final ConcurrentHashMap<String, String> watches = new ConcurrentHashMap<>();

    private DuneStub dune;
    private DuneTestContext context;

    @BeforeEach
    void start() {
        dune = DuneStub.start();
        dune.query(QUERY);
        context = new DuneTestContext(dune);
        context.camel().getRegistry().bind("watches", watches);
    }

    @AfterEach
    void stop() {
        context.close();
        dune.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:java", "direct:yaml"})
    void startsTheQueryOfTheOptionAndSaysWhichExecutionItIs(String route) throws Exception {
        context.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:java")
                        .to("dune:execute?queryId=4242&parameters.wallet=0xab&parameters.days=7&performance=large");
            }
        });
        context.loadYaml("""
                - route:
                    from:
                      uri: direct:yaml
                      steps:
                        - to:
                            uri: dune:execute
                            parameters:
                              queryId: 4242
                              parameters.wallet: "0xab"
                              parameters.days: 7
                              performance: large
                """);
        Object body = new Object();

        Exchange exchange =
                context.template().send(route, sent -> sent.getMessage().setBody(body));

        assertThat(exchange.getException()).isNull();
        StubSubmission submission = onlySubmission();
        assertThat(submission.queryId()).isEqualTo(QUERY);
        assertThat(submission.parameters()).containsOnly(Map.entry("wallet", "0xab"), Map.entry("days", "7"));
        assertThat(submission.performance()).isEqualTo("large");
        assertThat(exchange.getMessage().getBody()).isSameAs(body);
        assertThat(exchange.getMessage().getHeaders())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "CamelDuneExecutionId",
                        submission.executionId(),
                        "CamelDuneState",
                        "QUERY_STATE_PENDING",
                        "CamelDuneQueryId",
                        QUERY));
    }

    @Test
    void sendsNothingButTheQueryWhenNothingElseIsWritten() {
        assertThat(context.send("dune:execute?queryId=4242", Map.of()).getException())
                .isNull();

        assertThat(onlySubmission().body()).isEqualTo("{}");
    }

    static List<Object> queryIds() {
        return List.of(4242L, 4242, "4242", " 4242 ", new StringBuilder("4242"), "4242".getBytes());
    }

    @ParameterizedTest
    @MethodSource("queryIds")
    void startsTheQueryOfTheHeaderWhichWinsOverTheOption(Object header) {
        Exchange exchange = context.send("dune:execute?queryId=1", Map.of("CamelDuneQueryId", header));

        assertThat(exchange.getException()).isNull();
        assertThat(onlySubmission().queryId()).isEqualTo(QUERY);
        assertThat(exchange.getMessage().getHeader("CamelDuneQueryId")).isEqualTo(QUERY);
    }

    static List<Object> noQueryIds() {
        return List.of(
                0L,
                -4242,
                "",
                " ",
                "4242.0",
                "4e3",
                "+4242",
                "-1",
                "0x10",
                "../admin",
                "4242/execute",
                "４２",
                "99999999999999999999",
                42.0,
                List.of(4242),
                new Object());
    }

    @ParameterizedTest
    @MethodSource("noQueryIds")
    void refusesAHeaderThatIsNoQueryIdAndNamesIt(Object header) {
        Exchange exchange = context.send("dune:execute?queryId=4242", Map.of("CamelDuneQueryId", header));

        assertThat(exchange.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The header CamelDuneQueryId")
                .hasMessageContaining("query id")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("../admin"));
        assertThat(dune.requestCount()).isZero();
    }

    @Test
    void namesHeaderAndOptionWhenNothingSaysWhichQuery() {
        assertThat(context.send("dune:execute", Map.of()).getException())
                .isInstanceOf(NoSuchHeaderException.class)
                .hasMessageContaining("CamelDuneQueryId")
                .hasMessageContaining("queryId");
        assertThat(dune.requestCount()).isZero();
    }

    @Test
    void letsTheHeaderWinForEachParameterAndSendsAllValuesAsText() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("text", "O'Neill \"x\" {{y}} é");
        parameters.put("whole", 7);
        parameters.put(
                "large",
                new BigInteger("115792089237316195423570985008687907853269984665640564039457584007913129639935"));
        parameters.put("decimal", new BigDecimal("1.10"));
        parameters.put("yes", true);
        parameters.put("day", LocalDate.of(2026, 11, 26));
        parameters.put("empty", "");

        context.send(
                "dune:execute?queryId=4242&parameters.text=option&parameters.kept=option",
                Map.of("CamelDuneQueryParameters", parameters));

        assertThat(onlySubmission().parameters())
                .containsOnly(
                        Map.entry("text", "O'Neill \"x\" {{y}} é"),
                        Map.entry("kept", "option"),
                        Map.entry("whole", "7"),
                        Map.entry(
                                "large",
                                "115792089237316195423570985008687907853269984665640564039457584007913129639935"),
                        Map.entry("decimal", "1.10"),
                        Map.entry("yes", "true"),
                        Map.entry("day", "2026-11-26"),
                        Map.entry("empty", ""));
    }

    static List<Object> jsonParameters() {
        String json = "{\"wallet\":\"0xab\",\"n\":115792089237316195423570985008687907853269984665640564039457,"
                + "\"d\":1.10,\"yes\":true}";
        return List.of(json, json.getBytes());
    }

    @ParameterizedTest
    @MethodSource("jsonParameters")
    void takesParametersAsJsonTextTooAndKeepsNumbersAsTheyAreWritten(Object header) {
        context.send("dune:execute?queryId=4242", Map.of("CamelDuneQueryParameters", header));

        assertThat(onlySubmission().parameters())
                .containsExactly(
                        Map.entry("wallet", "0xab"),
                        Map.entry("n", "115792089237316195423570985008687907853269984665640564039457"),
                        Map.entry("d", "1.10"),
                        Map.entry("yes", "true"));
    }

    static List<Object> badParameters() {
        Map<String, Object> withNull = new HashMap<>();
        withNull.put("wallet", null);
        return List.of(
                withNull,
                "{\"wallet\":null}",
                Map.of("wallet", List.of("a", "b")),
                "{\"wallet\":[\"a\"]}",
                "{\"wallet\":{\"a\":1}}",
                Map.of("wallet", new Object()));
    }

    @ParameterizedTest
    @MethodSource("badParameters")
    void refusesAParameterThatIsNullOrNoSimpleValueAndNamesIt(Object header) {
        assertThat(context.send("dune:execute?queryId=4242", Map.of("CamelDuneQueryParameters", header))
                        .getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The parameter 'wallet' of the header CamelDuneQueryParameters is");
        assertThat(dune.requestCount()).isZero();
    }

    static List<Object> noParameters() {
        return List.of("", "wallet=0xab", "[1]", "\"a\"", "{\"a\":1}x", "{\"a\":1,\"a\":2}", 7, Arrays.asList("a"));
    }

    @ParameterizedTest
    @MethodSource("noParameters")
    void refusesAHeaderThatHoldsNoParametersAndSaysWhatToWrite(Object header) {
        assertThat(context.send("dune:execute?queryId=4242", Map.of("CamelDuneQueryParameters", header))
                        .getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The header CamelDuneQueryParameters")
                .hasMessageContaining("Map");
        assertThat(dune.requestCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    7     | DuneNotFoundException     | Query not found
                    4243  | DuneUnauthorizedException | archived
                    """)
    void saysWhyDuneStartsNothing(long query, String exception, String reason) {
        dune.query(4243).archived();

        Exception failure =
                context.send("dune:execute?queryId=" + query, Map.of()).getException();

        assertThat(failure.getClass().getSimpleName()).isEqualTo(exception);
        assertThat(failure).hasMessageContaining("query " + query).hasMessageContaining(reason);
        assertThat(dune.submissionCount()).isZero();
    }

    @Test
    void saysThatDuneRefusesAParameter() {
        dune.query(QUERY).parameters("days");

        assertThat(context.send("dune:execute?queryId=4242&parameters.wallet=1", Map.of())
                        .getException())
                .isInstanceOf(DuneBadRequestException.class)
                .hasMessageContaining("wallet")
                .hasMessageContaining("check the parameters");
    }

    @Test
    void removesWhatAnEarlierStatusLeftInTheMessage() {
        Exchange exchange = context.send(
                "dune:execute?queryId=4242",
                Map.of(
                        "CamelDuneExecutionId", "01HKZJ2683PHF9Q9PHHQ8FW4Q1",
                        "CamelDuneState", "QUERY_STATE_FAILED",
                        "CamelDuneExecutionFinished", true,
                        "CamelDuneErrorMessage", "of another execution",
                        "OrderNumber", 7));

        assertThat(exchange.getMessage().getHeaders())
                .containsOnlyKeys("CamelDuneExecutionId", "CamelDuneState", "CamelDuneQueryId", "OrderNumber")
                .containsEntry("CamelDuneExecutionId", onlySubmission().executionId())
                .containsEntry("CamelDuneState", "QUERY_STATE_PENDING");
    }

    @Test
    void putsTheExecutionOnTheWatchListInTheSameStep() throws Exception {
        dune.query(QUERY).runs(execution -> execution.state("EXECUTING").completed());
        context.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to("dune:execute?queryId=4242&watch=true&correlationHeaders=Order*&watchStore=#watches");
                from("dune:status?watchStore=#watches&states=terminal&delay=100&initialDelay=0")
                        .to("mock:ended");
            }
        });
        MockEndpoint ended = context.camel().getEndpoint("mock:ended", MockEndpoint.class);
        ended.expectedMessageCount(1);

        context.send("direct:in", Map.of("OrderNumber", 7, "Other", 8));

        ended.assertIsSatisfied();
        Map<String, Object> headers =
                ended.getReceivedExchanges().get(0).getMessage().getHeaders();
        assertThat(headers)
                .containsEntry("CamelDuneExecutionId", onlySubmission().executionId())
                .containsEntry("CamelDuneState", "QUERY_STATE_COMPLETED")
                .containsEntry("CamelDuneQueryId", QUERY)
                .containsEntry("OrderNumber", 7)
                .doesNotContainKey("Other");
    }

    @Test
    void tellsTheWatchWhichQueryItIsAndLeavesNothingElseInTheStore() {
        context.send("dune:execute?queryId=4242&watch=true&watchStore=#watches", Map.of());

        assertThat(watches).hasSize(1);
        assertThat(watches.values()).singleElement().asString().contains("\"queryId\":4242");
    }

    private StubSubmission onlySubmission() {
        assertThat(dune.submissions()).hasSize(1);
        return dune.submissions().get(0);
    }
}
