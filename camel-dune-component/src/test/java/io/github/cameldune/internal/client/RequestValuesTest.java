package io.github.cameldune.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options and headers that decide where, with what key and when a request is sent, at their bounds. */
class RequestValuesTest {

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
        "https://api.dune.com/api/v1, https://api.dune.com/api",
        "https://api.dune.com/api//v1//, https://api.dune.com/api",
        "https://api.dune.com/v1, https://api.dune.com",
        "https://v1, https://v1",
        "https://host/apiv1, https://host/apiv1",
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
}
