package io.github.cameldune;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a hostile message nothing gets to Dune, into a log of the component or of its HTTP client, or into the store. */
class HostileLogTest extends SharedContextTestSupport {

    private static final String MARK = "Injected";
    private static final List<String> PRODUCERS = List.of("status", "watch", "unwatch", "await");

    private static final ConcurrentMap<String, String> STORE = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() {
        context.camel().getRegistry().bind("store", STORE);
    }

    @BeforeEach
    void forget() {
        STORE.clear();
    }

    private static Exchange send(String operation, Map<String, Object> headers) {
        String uri = "dune:" + operation + (operation.endsWith("watch") ? "?watchStore=#store" : "");
        return context.send(uri, headers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "watch", "unwatch", "await"})
    void leavesNoTraceOfHeadersThatAreNotItsOwn(String operation) {
        String id = dune.execution().completed().start();
        Map<String, Object> headers = new HashMap<>();
        for (String name : List.of(
                "CamelHttpUri",
                "CAMELHTTPPATH",
                "Host",
                "Authorization",
                "X-Dune-Api-Key",
                "x-dune-api-key",
                "Cookie")) {
            headers.put(name, MARK);
        }
        headers.put("note", MARK + " {{env:PATH}} ${env:PATH} ${jndi:ldap://localhost:1/" + MARK + "}");
        headers.put("Camel\r\n" + MARK, "x");
        headers.put("CamelDuneExecutionId", id);
        try (CapturedLog log = new CapturedLog(Level.TRACE)) {
            assertThat(send(operation, headers).getException()).isNull();

            assertThat(ours(log)).isNotEmpty().noneMatch(line -> line.contains(MARK));
        }
        assertThat(STORE.toString()).doesNotContain(MARK);
        assertThat(dune.requests().toString()).doesNotContain(MARK);
    }

    @ParameterizedTest
    @MethodSource("hostileIds")
    void refusesAnIdThatIsNoneWithoutARequestALineOfLogOrAnEntry(String operation, Object id) {
        try (CapturedLog log = new CapturedLog(Level.TRACE)) {
            Exception refused =
                    send(operation, Map.of("CamelDuneExecutionId", id)).getException();

            assertThat(refused).isInstanceOf(InvalidExecutionIdException.class);
            assertThat(refused.getMessage()).hasSizeLessThan(400).doesNotContainPattern("\\p{Cntrl}");
            assertThat(ours(log)).noneMatch(line -> line.contains(MARK));
        }
        assertThat(STORE).isEmpty();
        assertThat(dune.requestCount()).isZero();
    }

    static Stream<Arguments> hostileIds() {
        Object unprintable = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("not to be called");
            }
        };
        CharSequence unreadable = new CharSequence() {
            @Override
            public int length() {
                return 3;
            }

            @Override
            public char charAt(int index) {
                return 'x';
            }

            @Override
            public CharSequence subSequence(int start, int end) {
                return this;
            }

            @Override
            public String toString() {
                return null;
            }
        };
        List<Object> ids = List.of(
                "a/" + MARK,
                "../" + MARK,
                "a%2f" + MARK,
                "a?" + MARK,
                "a#" + MARK,
                "a\r\n" + MARK + ": 1",
                "a\0" + MARK,
                MARK.repeat(128 * 1024),
                ("a\n" + MARK).getBytes(UTF_8),
                42,
                List.of(MARK),
                Map.of(MARK, MARK),
                unprintable,
                unreadable);
        return PRODUCERS.stream().flatMap(operation -> ids.stream().map(id -> Arguments.of(operation, id)));
    }

    /** The fifth endpoint reads no header; its ids come from an option and from the store. */
    private static String header(String text) {
        return "{\"type\":\"String\",\"text\":\"" + text + "\"}";
    }

    @Test
    void asksAboutNothingThatTheStoreHoldsUnderAHostileKey() throws Exception {
        String id = dune.execution().completed().start();
        String watch = "{\"registeredAt\":\"2026-01-01T00:00:00Z\",\"headers\":{\"camelHttpUri\":" + header(MARK)
                + ",\"CAMELFileName\":" + header(MARK) + ",\"Order\":" + header("7") + "}}";
        for (String key : List.of("default/a/" + MARK, "default/..", "default/a%2f" + MARK, "default/a\r\n" + MARK)) {
            STORE.put(key, watch);
        }
        STORE.put("default/" + id, watch);
        Receiver receiver = new Receiver();
        try (CapturedLog log = new CapturedLog(Level.TRACE)) {
            ConsumerTestSupport.consume(context.camel(), "watchTimeout=99999999999&watchStore=#store", receiver);
            ConsumerTestSupport.eventually().until(() -> receiver.received().size() == 1);

            assertThat(ours(log)).isNotEmpty().noneMatch(line -> line.contains(MARK));
        }
        context.camel().getRouteController().stopRoute(ConsumerTestSupport.ROUTE);
        context.camel().removeRoute(ConsumerTestSupport.ROUTE);
        assertThat(receiver.received().get(0).headers())
                .containsEntry("Order", "7")
                .doesNotContainKeys("camelHttpUri", "CAMELFileName");
        assertThat(dune.requests()).allMatch(request -> id.equals(request.executionId()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../" + MARK, "a%2f" + MARK, "{{env:PATH}}/", "a b"})
    void refusesHostileIdsOfAnOptionWhenTheRouteStarts(String ids) {
        assertThat(catchThrowable(() ->
                        ConsumerTestSupport.consume(context.camel(), "executionIds=RAW(" + ids + ")", new Receiver())))
                .hasStackTraceContaining("executionIds");
        assertThat(dune.requestCount()).isZero();
    }

    /** Names that a computer in another country, or a careless comparison, would take for Camel's. */
    @ParameterizedTest
    @ValueSource(strings = {"CAMELFİLENAME", "camelfılename", "CAMEL\u212Aey", "cAMELhTTPuRI", "CamelHttpUri"})
    void carriesNoNameOfCamelsInWhateverLetters(String name) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            String id = dune.execution().stays("EXECUTING").start();
            context.send(
                    "dune:watch?watchStore=#store&correlationHeaders=*",
                    Map.of("CamelDuneExecutionId", id, name, MARK, "Order", 1));

            assertThat(STORE.get("default/" + id)).contains("Order").doesNotContain(MARK);
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Camel's own loggers show what users put into messages; the component's and its HTTP client's do not. */
    private static List<String> ours(CapturedLog log) {
        return log.lines().stream()
                .filter(line -> line.contains(" io.github.cameldune.") || line.contains(" org.apache.hc."))
                .filter(line -> !line.contains(".stub."))
                .toList();
    }
}
