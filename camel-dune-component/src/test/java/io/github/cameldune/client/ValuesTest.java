package io.github.cameldune.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that say what Dune and its users wrote: what they accept at their bounds, and what they tell. */
class ValuesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "7, PT7S",
        " 8 , PT8S",
        "00000000000009, PT9S",
        "999999999, PT8760H",
        "31536000, PT8760H",
        "31535999, PT8759H59M59S",
        "10000000000, PT8760H"
    })
    void readsRetryAfterInSeconds(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(wait);
    }

    @Test
    void readsRetryAfterAsADateAndOneOfThePastAsNow() {
        assertThat(RetryAfter.parse("Thu, 01 Jan 2026 00:00:30 GMT", NOW)).isEqualTo(Duration.ofSeconds(30));
        assertThat(RetryAfter.parse("Thu, 01 Jan 2026 00:00:00 GMT", NOW)).isZero();
        assertThat(RetryAfter.parse("Wed, 31 Dec 2025 23:59:59 GMT", NOW)).isZero();
        assertThat(RetryAfter.parse("Fri, 31 Dec 9999 23:59:59 GMT", NOW)).isEqualTo(Duration.ofDays(365));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "12345678901x", "\u0661"})
    void readsNoTimeOfWhatIsNone(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isNull();
        assertThat(RetryAfter.parse(null, NOW)).isNull();
    }

    @Test
    void anIdOfAUlidTellsWhenTheExecutionWasSubmitted() {
        assertThat(submittedAt("01HKZJ2683PHF9Q9PHHQ8FW4Q1")).isEqualTo("2024-01-12T19:23:28.387Z");
        assertThat(submittedAt("01hkzj2683phf9q9phhq8fw4q1")).isEqualTo("2024-01-12T19:23:28.387Z");
        assertThat(submittedAt(ulid(Instant.parse("2018-01-01T00:00:00Z")))).isEqualTo("2018-01-01T00:00:00Z");
        assertThat(submittedAt(ulid(Instant.parse("2200-01-01T00:00:00Z")))).isEqualTo("2200-01-01T00:00:00Z");
    }

    @Test
    void anIdOfAnotherFormOrOfAnImpossibleDateTellsNothing() {
        assertThat(submittedAt(ulid(Instant.parse("2017-12-31T23:59:59.999Z")))).isNull();
        assertThat(submittedAt(ulid(Instant.parse("2200-01-01T00:00:00.001Z")))).isNull();
        assertThat(submittedAt("01HKZJ2683PHF9Q9PHHQ8FW4Q")).isNull();
        assertThat(submittedAt("01HKZJ2683PHF9Q9PHHQ8FW4Q11")).isNull();
        assertThat(submittedAt("01HKZJ2683PHF9Q9PHHQ8FW4QI")).isNull();
        assertThat(submittedAt("U1HKZJ2683PHF9Q9PHHQ8FW4Q1")).isNull();
    }

    private static String submittedAt(String id) {
        return new ExecutionId(id).submittedAt().map(Instant::toString).orElse(null);
    }

    private static String ulid(Instant at) {
        StringBuilder id = new StringBuilder();
        for (long rest = at.toEpochMilli(); id.length() < 10; rest >>= 5) {
            id.insert(0, "0123456789ABCDEFGHJKMNPQRSTVWXYZ".charAt((int) (rest & 31)));
        }
        return id.append("0123456789ABCDEF").toString();
    }

    @Test
    void anIdHasOneToSixtyFourCharactersOfThose() {
        assertThat(new ExecutionId("azAZ09_-")).hasToString("azAZ09_-");
        assertThat(new ExecutionId("a".repeat(64)).value()).hasSize(64);
        assertThatThrownBy(() -> new ExecutionId(null)).hasMessageContaining("'null' is no execution id");
        assertThatThrownBy(() -> new ExecutionId("")).hasMessageContaining("'' is no execution id");
        assertThatThrownBy(() -> new ExecutionId("a".repeat(65)))
                .hasMessageContaining("'" + "a".repeat(64) + "… (65 characters)' is no execution id");
    }

    @ParameterizedTest
    @ValueSource(chars = {'@', '[', '`', '{', '/', ':', '.', ' ', '\n', '\u00e9'})
    void anIdHasNoneOfTheNeighboursOfThoseCharacters(char other) {
        String shown = other == '/' || other == '.' ? String.valueOf(other) : "?";

        assertThatThrownBy(() -> new ExecutionId("a" + other + "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a" + shown + "b' is no execution id");
    }

    @Test
    void aStatusTellsWhenTheExecutionBeganAndEnded() throws UnreadableStatusException {
        ExecutionStatus ended = ExecutionStatus.parse("""
                {"state":"QUERY_STATE_COMPLETED","submitted_at":"1970-01-01T00:00:01Z",
                 "execution_ended_at":"2026-01-01T02:00:00+02:00","cancelled_at":"2026-01-01T09:00:00Z"}""");
        ExecutionStatus cancelled = ExecutionStatus.parse("""
                {"state":"QUERY_STATE_CANCELLED","submitted_at":"1970-01-01T00:00:00Z","execution_ended_at":"later",
                 "cancelled_at":"2026-01-01T09:00:00Z"}""");

        assertThat(ended.submitted()).contains(Instant.ofEpochSecond(1));
        assertThat(ended.ended()).contains(NOW);
        assertThat(cancelled.submitted()).isEmpty();
        assertThat(cancelled.ended()).contains(Instant.parse("2026-01-01T09:00:00Z"));
        assertThat(cancelled.executionStartedAt()).isNull();
    }

    @Test
    void aKeyShowsItselfToNobody() {
        ApiKey key = new ApiKey(" abc\n");

        assertThat(key).hasToString("xxxxxx").isEqualTo(new ApiKey("abc")).isNotEqualTo(new ApiKey("abd"));
        assertThat(key).hasSameHashCodeAs(new ApiKey("abc")).isNotEqualTo("abc");
        assertThat(key.hashCode()).isNotEqualTo(new ApiKey("abd").hashCode());
        assertThat(key.secret()).isEqualTo("abc");
        assertThat(key.maskIn("an abc and abc")).isEqualTo("an xxxxxx and xxxxxx");
        assertThat(new ApiKey("!~").secret()).isEqualTo("!~");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\nb", "a\u007fb", "\u00e9"})
    void aKeyThatNoHeaderMayCarryIsRefusedAndNotQuoted(String secret) {
        assertThatThrownBy(() -> new ApiKey(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The option apiKey has a character")
                .hasMessageNotContaining(secret);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.dune.com/api/, https://api.dune.com/api",
        " https://api.dune.com// , https://api.dune.com",
        "http://localhost:8080, http://localhost:8080",
        "HTTP://LOCALHOST, HTTP://LOCALHOST",
        "http://127.1.2.3/x, http://127.1.2.3/x",
        "http://[::1]:1, http://[::1]:1",
        "http://[0:0:0:0:0:0:0:1]:65535, http://[0:0:0:0:0:0:0:1]:65535"
    })
    void aBaseUrlIsEncryptedOrOfThisMachine(String text, String url) {
        assertThat(BaseUrl.of(text, false)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://dune.example", "http://127.0.0.1.example", "http://[::2]", "http://128.0.0.1"})
    void anUnencryptedOneOfAnotherMachineNeedsAllowInsecure(String text) {
        assertThat(BaseUrl.of(text, true)).hasToString(text);
        assertThatThrownBy(() -> BaseUrl.of(text, false)).hasMessageContaining("allowInsecure=true");
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://h, is no absolute https: URL", "//h, is no absolute https: URL", "https:h, is no absolute https: URL",
        "https://u@h, has user information", "https://h?q, has user information", "https://h#f, has user information",
        "https://h:0, has the port 0", "https://h:65536, has the port 65536", "https://h h, is no URL"
    })
    void aBaseUrlThatCouldSendTheKeyAstrayIsRefused(String text, String why) {
        assertThatThrownBy(() -> BaseUrl.of(text, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The option baseUrl " + why);
    }

    @Test
    void noBaseUrlAtAllIsRefused() {
        assertThatThrownBy(() -> BaseUrl.of(null, false)).hasMessageContaining("is no absolute https: URL");
    }

    @Test
    void aStateIsTerminalWhenDunesPageSaysSo() {
        assertThat(ExecutionState.COMPLETED_PARTIAL.isTerminal()).isTrue();
        assertThat(ExecutionState.PENDING.isTerminal()).isFalse();
        assertThat(ExecutionState.EXECUTING.isTerminal()).isFalse();
        assertThat(ExecutionState.of("QUERY_STATE_LATER").isTerminal()).isFalse();
        assertThat(ExecutionState.of("QUERY_STATE_CANCELLED")).isSameAs(ExecutionState.CANCELED);
        assertThat(ExecutionState.of("QUERY_STATE_FAILED")).isSameAs(ExecutionState.FAILED);
        assertThat(ExecutionState.FAILED).hasToString("QUERY_STATE_FAILED");
        assertThatThrownBy(() -> ExecutionState.of(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExecutionState.of(null)).isInstanceOf(IllegalArgumentException.class);
    }
}
