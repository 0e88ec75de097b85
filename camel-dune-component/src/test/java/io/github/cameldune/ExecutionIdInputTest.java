package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.NoSuchHeaderException;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which execution a message is about: the header, the option, or an error before any request. */
class ExecutionIdInputTest extends SharedContextTestSupport {

    private static final List<String> OPERATIONS = List.of("status", "watch", "unwatch", "await");

    @Test
    void asksAboutTheExecutionOfTheOption() {
        String id = dune.execution().completed().start();

        Exchange exchange = context.send("dune:status?executionId=" + id, Map.of());

        assertThat(exchange.getMessage().getHeader("CamelDuneExecutionId")).isEqualTo(id);
        assertThat(dune.requests(id)).hasSize(1);
    }

    @Test
    void asksAboutTheExecutionOfTheHeaderWhereThereIsAnOptionToo() {
        String ofTheOption = dune.execution().completed().start();
        String ofTheHeader = dune.execution().completed().start();

        Exchange exchange = context.send("dune:status?executionId=" + ofTheOption, ofTheHeader);

        assertThat(exchange.getMessage().getHeader("CamelDuneExecutionId")).isEqualTo(ofTheHeader);
        assertThat(dune.requests(ofTheOption)).isEmpty();
    }

    @Test
    void takesAnIdThatIsNoUlidAndAnIdInBytes() {
        String opaque = dune.execution().id("run_7-b").completed().start();
        String bytes = dune.execution().completed().start();

        assertThat(context.send("dune:status", opaque).getException()).isNull();
        assertThat(context.send("dune:status", Map.of("CamelDuneExecutionId", bytes.getBytes(StandardCharsets.UTF_8)))
                        .getMessage()
                        .getHeader("CamelDuneExecutionId"))
                .isEqualTo(bytes);
    }

    @Test
    void whiteSpaceAroundAnIdIsDropped() {
        String id = dune.execution().completed().start();

        Exchange exchange = context.send("dune:status", " " + id + "\r\n");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("CamelDuneExecutionId")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "watch", "unwatch", "await"})
    void saysWhichHeaderOrOptionIsMissing(String operation) {
        Exception missing = context.send("dune:" + operation, Map.of()).getException();

        assertThat(missing)
                .isInstanceOfSatisfying(NoSuchHeaderException.class, exception -> assertThat(exception.getHeaderName())
                        .isEqualTo("CamelDuneExecutionId"));
        assertThat(missing).hasMessageContaining("CamelDuneExecutionId").hasMessageContaining("executionId");
        assertThat(dune.requestCount()).isZero();
    }

    @ParameterizedTest
    @MethodSource("malformedIds")
    void refusesAMalformedIdBeforeAnyRequest(String operation, Object id) {
        Exception refused = context.send("dune:" + operation, Map.of("CamelDuneExecutionId", id))
                .getException();

        assertThat(refused)
                .isInstanceOf(InvalidExecutionIdException.class)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CamelDuneExecutionId");
        // whatever it holds must neither break a line of a log nor fill it
        assertThat(refused.getMessage()).hasSizeLessThan(400).doesNotContainPattern("\\p{Cntrl}");
        assertThat(dune.requestCount()).isZero();
    }

    static Stream<Arguments> malformedIds() {
        Map<String, Object> ids = new LinkedHashMap<>();
        ids.put("a slash", "01HKZJ2683PHF9Q9PHHQ8FW4Q1/results");
        ids.put("the parent folder", "..");
        ids.put("a path upwards", "../../../admin");
        ids.put("an encoded slash", "01HKZJ2683%2fresults");
        ids.put("a query", "01HKZJ2683?api_key=x");
        ids.put("a fragment", "01HKZJ2683#x");
        ids.put("a semicolon", "01HKZJ2683;x=y");
        ids.put("a backslash", "01HKZJ2683\\results");
        ids.put("an at sign", "x@elsewhere.invalid");
        ids.put("a line break", "01HKZJ2683\r\nX-Injected: 1");
        ids.put("a NUL", "01HKZJ2683\0");
        ids.put("a space", " ");
        ids.put("nothing", "");
        ids.put("65 characters", "A".repeat(65));
        ids.put("a megabyte", "A".repeat(1024 * 1024));
        ids.put("letters that only look Latin", "01НКZJ2683");
        ids.put("digits of another script", "٠١٢٣");
        ids.put("a placeholder", "{{env:PATH}}");
        ids.put("an expression", "${env:PATH}");
        ids.put("a list", List.of("01HKZJ2683PHF9Q9PHHQ8FW4Q1"));
        ids.put("a map", Map.of("id", "01HKZJ2683PHF9Q9PHHQ8FW4Q1"));
        ids.put("a number", 42);
        ids.put("bytes that are no text", new byte[] {(byte) 0xff, 0});
        return OPERATIONS.stream().flatMap(operation -> ids.entrySet().stream()
                .map(id -> Arguments.of(operation, Named.of(id.getKey(), id.getValue()))));
    }
}
