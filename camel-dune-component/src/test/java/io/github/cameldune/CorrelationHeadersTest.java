package io.github.cameldune;

import static java.util.Map.entry;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which headers of a message sent to {@code dune:watch} come back on the exchanges of its execution. */
class CorrelationHeadersTest extends SharedContextTestSupport {

    private static final BlockingQueue<Map<String, Object>> EMITTED = new LinkedBlockingQueue<>();

    @BeforeAll
    static void start() throws Exception {
        context.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("dune:status?initialDelay=0&delay=20&states=terminal")
                        .process(exchange ->
                                EMITTED.add(new HashMap<>(exchange.getMessage().getHeaders())));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void carriesWhatMatches(String patterns, List<String> carried) throws Exception {
        Map<String, Object> sent = Map.of("OrderNumber", "4711", "orderDate", "today", "JMSReplyTo", "q", "x.y", "z");

        assertThat(carriedBy(patterns, sent).keySet()).containsExactlyInAnyOrderElementsOf(carried);
    }

    static Stream<Arguments> patterns() {
        return Stream.of(
                Arguments.of("OrderNumber", List.of("OrderNumber")),
                Arguments.of("ordernumber", List.of("OrderNumber")),
                Arguments.of("Order", List.of()),
                Arguments.of("Order*, JMSReplyTo", List.of("OrderNumber", "JMSReplyTo", "orderDate")),
                Arguments.of("x.y", List.of("x.y")),
                Arguments.of("x?y", List.of()),
                Arguments.of("nothing,", List.of()),
                Arguments.of("*", List.of("OrderNumber", "orderDate", "JMSReplyTo", "x.y")));
    }

    @Test
    void carriesNothingWithoutTheOption() throws Exception {
        assertThat(carriedBy(null, Map.of("OrderNumber", "4711"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "Camel*", "camel*", "*Http*", "CamelHttpUri,cAMELhTTPpATH,CAMEL_ANYTHING,camelCase"})
    void neverCarriesWhatBeginsWithCamelInAnyCase(String patterns) throws Exception {
        Map<String, Object> carried = carriedBy(
                patterns,
                Map.of(
                        "CamelHttpUri", "http://elsewhere.invalid",
                        "cAMELhTTPpATH", "/x",
                        "CAMEL_ANYTHING", "x",
                        "camelCase", "x",
                        "camelDuneForeign", "x",
                        "CamelDuneState", "QUERY_STATE_FAILED"));

        assertThat(carried).isEmpty();
    }

    @Test
    void carriesSimpleValuesAsTheyAreAndOthersAsTextOrNot() throws Exception {
        Map<String, Object> sent = new HashMap<>();
        sent.put("text", "é\n\"'{{env:PATH}}${header.x}");
        sent.put("flag", true);
        sent.put("int", 7);
        sent.put("long", 5_000_000_000L);
        sent.put("double", 0.25);
        sent.put("date", LocalDate.of(2026, 1, 20));
        sent.put("letter", 'x');
        sent.put("list", List.of(1));
        sent.put("bytes", new byte[] {1});
        sent.put("nothing", null);

        Map<String, Object> carried = carriedBy("*", sent);

        assertThat(carried)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        entry("text", "é\n\"'{{env:PATH}}${header.x}"),
                        entry("flag", true),
                        entry("int", 7),
                        entry("long", 5_000_000_000L),
                        entry("double", 0.25),
                        entry("date", "2026-01-20"),
                        entry("letter", "x")));
    }

    @Test
    void carriesNumbersOfOtherTypesAsNumbers() throws Exception {
        Map<String, Object> carried =
                carriedBy("*", Map.of("decimal", new BigDecimal("12.50"), "nan", Double.NaN, "short", (short) 3));

        assertThat(carried.get("decimal")).asString().isEqualTo("12.50");
        assertThat(carried.get("short")).asString().isEqualTo("3");
    }

    private static Map<String, Object> carriedBy(String patterns, Map<String, Object> headers) throws Exception {
        String id = dune.execution().completed().start();
        Map<String, Object> message = new HashMap<>(headers);
        message.put("CamelDuneExecutionId", id);

        Exception refused = context.send(
                        patterns == null ? "dune:watch" : "dune:watch?correlationHeaders=RAW(" + patterns + ")",
                        message)
                .getException();
        assertThat(refused).isNull();

        Map<String, Object> emitted = EMITTED.poll(20, SECONDS);
        assertThat(emitted).containsEntry("CamelDuneExecutionId", id);
        assertThat(emitted).containsEntry("CamelDuneState", "QUERY_STATE_COMPLETED");
        return emitted.entrySet().stream()
                .filter(header -> !header.getKey().startsWith("CamelDune"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
