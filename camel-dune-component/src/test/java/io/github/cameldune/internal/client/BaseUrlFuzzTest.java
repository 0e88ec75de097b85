package io.github.cameldune.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.cameldune.fuzz.ShortRun;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is configured as {@code baseUrl}: the key goes to the host that it names, encrypted, or the option is refused. */
class BaseUrlFuzzTest {

    @Tag("fuzz")
    @Timeout(10)
    @FuzzTest
    void theKeyGoesWhereTheUrlSaysOrNowhere(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        for (boolean allowInsecure : new boolean[] {false, true}) {
            try {
                isSafe(BaseUrl.of(text, allowInsecure), allowInsecure);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).startsWith("The option baseUrl ").doesNotMatch("(?s).*\\p{Cc}.*");
            }
        }
    }

    private static void isSafe(BaseUrl url, boolean allowInsecure) {
        URI uri;
        HttpHost host;
        HttpGet request;
        try {
            // as the client does it
            uri = URI.create(url + "/v1/execution/01HKZJ2683PHF9Q9PHHQ8FW4Q1/status");
            host = HttpHost.create(URI.create(url.value()));
            request = new HttpGet(uri);
        } catch (IllegalArgumentException e) {
            throw new AssertionError("accepted, and then no URL of a request", e);
        }
        assertThat(request.getScheme().toLowerCase(Locale.ROOT)).isIn("http", "https");
        assertThat(host.getHostName()).isEqualToIgnoringCase(uri.getHost());
        assertThat(host.getSchemeName()).isEqualToIgnoringCase(uri.getScheme());
        assertThat(uri.getPort()).isBetween(-1, 65_535);
        assertThat(uri.getRawUserInfo()).isNull();
        assertThat(uri.getRawQuery()).isNull();
        assertThat(url.value()).doesNotEndWith("/v1").doesNotEndWith("/");
        assertThat(uri.getRawPath()).endsWith("/v1/execution/01HKZJ2683PHF9Q9PHHQ8FW4Q1/status");
        if (!allowInsecure && uri.getScheme().equalsIgnoreCase("http")) {
            assertThat(uri.getHost()).matches("(?i)localhost|127\\.[0-9.]+|\\[::1]|\\[0:0:0:0:0:0:0:1]");
        }
    }

    @Test
    void theKeyGoesWhereTheUrlSaysOrNowhereInAShortRun() {
        ShortRun.of(getClass(), "theKeyGoesWhereTheUrlSaysOrNowhere", this::theKeyGoesWhereTheUrlSaysOrNowhere);
    }
}
