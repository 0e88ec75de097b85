package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer of 200 that is no status of the execution asked about becomes an error, never a state. */
class UnreadableAnswersTest extends SharedContextTestSupport {

    private static final int MEBIBYTE = 1024 * 1024;

    private static String id;

    @BeforeAll
    static void start() {
        id = dune.execution().completed().start();
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void failsWithWhatIsWrongAndSetsNoState(Fault fault, String reason) {
        dune.fail(id, fault);

        Exchange exchange = context.send("dune:status", id);

        assertThat(exchange.getException())
                .isExactlyInstanceOf(DuneUnreadableResponseException.class)
                .hasMessageContainingAll(id, reason)
                .isInstanceOfSatisfying(DuneApiException.class, error -> {
                    assertThat(error.getHttpResponseCode()).isEqualTo(200);
                    assertThat(error.getExecutionId()).isEqualTo(id);
                    assertThat(error.getExcerpt().getBytes(StandardCharsets.UTF_8))
                            .hasSizeLessThanOrEqualTo(1024);
                });
        assertThat(exchange.getMessage().getHeaders()).containsOnlyKeys("CamelDuneExecutionId");
        assertThat(exchange.getMessage().getBody()).isNull();

        assertThat(context.send("dune:status", id).getException())
                .as("the connection is fit for the next request")
                .isNull();
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                row("nothing", Fault.emptyBody(), "empty"),
                row("a web page", Fault.html(), "no JSON"),
                row("the status of another execution", Fault.otherExecution(), "another execution"),
                row("JSON of another shape", Fault.otherShape(), "no state"),
                row("half of the JSON", Fault.cutOff(), "cut off"),
                row("a body that breaks off on the way", Fault.truncated(), "cut off"),
                row("garbage after the headers", Fault.garbageAfterHeaders(), "cut off"),
                row("two megabytes", Fault.big(2 * MEBIBYTE), "1 MiB"),
                row("twenty megabytes", Fault.big(20 * MEBIBYTE), "1 MiB"),
                row("deep nesting", Fault.deep(5000), "too deep"),
                row("a list", Fault.answer(200, "[{\"state\":\"QUERY_STATE_FAILED\"}]"), "no JSON object"),
                row("text after the JSON", Fault.answer(200, "{\"state\":\"QUERY_STATE_FAILED\"} oops"), "no JSON"),
                row("a blank state", Fault.answer(200, "{\"state\":\" \"}"), "no state"),
                row("a state that is a number", Fault.answer(200, "{\"state\":1}"), "no state"),
                row("a state that is null", Fault.answer(200, "{\"state\":null}"), "no state"),
                row("Dune's error object", Fault.answer(200, "{\"error\":\"invalid API Key\"}"), "no state"));
    }

    @Test
    void anAnswerThatBreaksOffIsMatchedByARuleForIoExceptionsToo() throws Exception {
        context.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IOException.class).maximumRedeliveries(3).redeliveryDelay(0);
                from("direct:cut").to("dune:status");
            }
        });
        dune.fail(id, Fault.truncated().times(2));

        assertThat(context.send("direct:cut", id).getException()).isNull();
    }

    private static Arguments row(String name, Fault fault, String reason) {
        return Arguments.of(Named.of(name, fault), reason);
    }

    @Test
    void readsAStatusThatIsLargeButWithinTheBound() {
        dune.fail(id, Fault.big(MEBIBYTE / 2));

        Exchange exchange = context.send("dune:status", id);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(String.class)).hasSizeGreaterThan(MEBIBYTE / 2);
    }

    @Test
    void takesTheBodyOfASuccessWithoutContentForUnreadable() {
        dune.fail(id, Fault.answer(204, ""));

        assertThat(context.send("dune:status", id).getException())
                .isExactlyInstanceOf(DuneUnreadableResponseException.class);
    }
}
