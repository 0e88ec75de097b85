package io.github.cameldune.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a watch: readable, the same after a round trip, and harmless whoever wrote it. */
class WatchJsonTest {

    private static final ExecutionId ID = new ExecutionId("01HKZJ2683PHF9Q9PHHQ8FW4Q1");
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456789Z");

    private static final String ONE = "{\"type\":\"Integer\",\"text\":\"1\"}";

    private static Watch read(String text) {
        return WatchJson.read(ID, text);
    }

    @Test
    void isTextThatAPersonCanRead() {
        Watch watch = new Watch(
                ID, AT, Duration.ofHours(2), "QUERY_STATE_PENDING", false, false, 42L, Map.of("OrderId", "A-17"));

        assertThat(WatchJson.write(watch))
                .isEqualTo(
                        "{\"executionId\":\"01HKZJ2683PHF9Q9PHHQ8FW4Q1\","
                                + "\"registeredAt\":\"2026-01-01T00:00:00.123456789Z\",\"timeout\":\"PT2H\","
                                + "\"lastState\":\"QUERY_STATE_PENDING\",\"queryId\":42,\"headers\":{\"OrderId\":{\"type\":\"String\",\"text\":\"A-17\"}}}");
    }

    @Test
    void readsWhatItWrote() {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("text", "\u0000\"\\\n\uD83D\uDE00");
        headers.put("flag", false);
        headers.put("byte", (byte) -1);
        headers.put("short", Short.MIN_VALUE);
        headers.put("int", Integer.MAX_VALUE);
        headers.put("long", Long.MIN_VALUE);
        headers.put("small long", 1L);
        headers.put("float", Float.MIN_VALUE);
        headers.put("double", Double.MAX_VALUE);
        headers.put("whole double", 3.0);
        headers.put("negative zero", -0.0);
        headers.put("single negative zero", -0.0f);
        headers.put("negative zero in words", "-0.0");
        headers.put("integer", BigInteger.TEN.pow(800));
        headers.put("decimal", new BigDecimal("1.50"));
        headers.put("tiny decimal", new BigDecimal("1E-400"));
        Watch watch = new Watch(ID, AT, null, null, true, true, Long.MIN_VALUE, headers);

        assertThat(headers.values()).allMatch(Watch::canCarry);
        assertThat(read(WatchJson.write(watch))).isEqualTo(watch);
    }

    @Test
    void ignoresWhatALaterVersionAdded() {
        Watch watch = read("""
                {"version":9,"registeredAt":"2026-01-01T00:00:00Z","lastState":"QUERY_STATE_REHEATED",
                 "headers":{"a":{"type":"String","text":"b","more":1},"later":{"type":"Rope","text":"1"},"none":null,
                 "number":{"type":"Integer","text":17},"list":[1],"plain":"c"},"plans":[{}]}""");

        assertThat(watch.lastState()).isEqualTo("QUERY_STATE_REHEATED");
        assertThat(watch.correlation()).containsOnly(Map.entry("a", "b"));
    }

    @Test
    void readsTheLeastThatAWatchCanBe() {
        assertThat(read("{\"registeredAt\":\"2026-01-01T00:00:00Z\"}"))
                .isEqualTo(Watch.of(ID, Instant.parse("2026-01-01T00:00:00Z")));
    }

    @Test
    void takesTheIdThatItIsStoredUnderWhateverTheTextSays() {
        assertThat(read("{\"executionId\":\"../other\",\"registeredAt\":\"2026-01-01T00:00:00Z\"}")
                        .executionId())
                .isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "17",
                "{",
                "{}",
                "secret",
                "{\"registeredAt\":17}",
                "{\"registeredAt\":\"yesterday secret\"}",
                "{\"registeredAt\":\"2026-01-01T00:00:00Z\",\"timeout\":\"secret\"}",
                "{\"registeredAt\":\"2026-01-01T00:00:00Z\",\"timeout\":\"PT99999999999999999999S\"}",
                "{\"registeredAt\":\"2026-01-01T00:00:00Z\"} secret"
            })
    void saysWhichWatchIsUnreadableAndQuotesNothing(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining(ID.value())
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void findsDeeplyNestedTextUnreadableInsteadOfOverflowing() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThatThrownBy(() -> read("{\"registeredAt\":\"2026-01-01T00:00:00Z\",\"x\":" + deep + "}"))
                .isInstanceOf(WatchStoreException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BigInteger", "Long", "Byte", "Double", "BigDecimal", "java.net.URL", ""})
    void isNotFilledUpByAShortTextForAHugeNumber(String type) {
        Watch watch = read("{\"registeredAt\":\"2026-01-01T00:00:00Z\",\"headers\":{\"n\":{\"type\":\"" + type
                + "\",\"text\":\"1e999999999\"}}}");

        assertThat(watch.correlation().values()).allMatch(value -> value.equals(new BigDecimal("1e999999999")));
        assertThat(WatchJson.write(watch)).hasSizeLessThan(200);
    }

    @Test
    void leavesOutNumbersThatAreLongerThanARouteWouldEverCompare() {
        for (String type : new String[] {"BigInteger", "BigDecimal"}) {
            String text = "{\"registeredAt\":\"2026-01-01T00:00:00Z\",\"headers\":{\"n\":{\"type\":\"" + type
                    + "\",\"text\":\"" + "9".repeat(2_000) + "\"}}}";

            assertThat(read(text).correlation()).isEmpty();
        }
    }

    @Test
    void restoresNoHeaderOfCamel() {
        Watch watch = read("{\"registeredAt\":\"2026-01-01T00:00:00Z\"," + "\"headers\":{\"CamelFileName\":" + ONE
                + ",\"CAMELHttpUri\":" + ONE + ",\"camel\":" + ONE + ",\"Order\":" + ONE + "}}");

        assertThat(watch.correlation()).containsOnly(Map.entry("Order", 1));
    }

    @Test
    void cannotCarryWhatWouldNotComeBack() {
        assertThat(new Object[] {
                    null,
                    Double.NaN,
                    Double.NEGATIVE_INFINITY,
                    Float.POSITIVE_INFINITY,
                    BigInteger.TEN.pow(2_000),
                    new BigDecimal(BigInteger.TEN.pow(2_000), 10),
                    'c',
                    new byte[0],
                    Map.of()
                })
                .noneMatch(Watch::canCarry);
    }

    @Test
    void timesOutAtTheInstantAndNotBeforeWhateverTheStoreSays() {
        Watch watch = Watch.of(ID, AT).with(Duration.ofSeconds(10), null, Map.of());

        assertThat(watch.untilTimeout(AT.plusSeconds(10).minusNanos(1), Duration.ofDays(1)))
                .isEqualTo(Duration.ofNanos(1));
        assertThat(watch.untilTimeout(AT.plusSeconds(10), Duration.ofDays(1))).isZero();
        assertThat(Watch.of(ID, AT).untilTimeout(AT.plusSeconds(10), Duration.ofDays(1)))
                .isPositive();
        Watch endless = Watch.of(ID, AT).with(Duration.ofSeconds(Long.MAX_VALUE), null, Map.of());
        assertThat(endless.untilTimeout(Instant.MAX, Duration.ZERO)).isPositive();
    }
}
