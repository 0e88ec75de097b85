package io.github.cameldune.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an answer begins and ends to be a status. */
class ResponseReaderTest {

    private static final ExecutionId ASKED = new ExecutionId("01HKZJ2683PHF9Q9PHHQ8FW4Q1");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ResponseReader READER = new ResponseReader(new ApiKey("secret-key"));
    private static final int MIB = 1024 * 1024;

    private static Answer read(int code, HttpEntity entity) throws IOException {
        try (BasicClassicHttpResponse response = new BasicClassicHttpResponse(code)) {
            response.setEntity(entity);
            return READER.read(ASKED, response, NOW);
        }
    }

    private static Answer read(int code, String body) throws IOException {
        return read(code, new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
    }

    private static HttpEntity chunked(InputStream content) {
        return new InputStreamEntity(content, -1, ContentType.APPLICATION_JSON);
    }

    private static String statusOf(int length) {
        String beginning = "{\"state\":\"QUERY_STATE_PENDING\",\"filler\":\"";
        return beginning + "x".repeat(length - beginning.length() - 2) + "\"}";
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 299})
    void everyCodeOfSuccessMayBringAStatus(int code) throws IOException {
        assertThat(read(code, "{\"state\":\"QUERY_STATE_PENDING\"}")).isInstanceOf(Answer.Known.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 199, 300, 302, 404, 500})
    void noOtherCodeDoes(int code) throws IOException {
        assertThat(read(code, "{\"state\":\"QUERY_STATE_FAILED\"}"))
                .isEqualTo(new Answer.Refused(code, null, "{\"state\":\"QUERY_STATE_FAILED\"}"));
    }

    @Test
    void oneMebibyteIsReadAndNotOneByteMore() throws IOException {
        assertThat(read(200, statusOf(MIB))).isInstanceOf(Answer.Known.class);
        assertThat(read(200, statusOf(MIB + 1))).isInstanceOfSatisfying(Answer.Unreadable.class, unreadable -> {
            assertThat(unreadable.reason()).isEqualTo("it is longer than 1 MiB");
            assertThat(unreadable.statusCode()).isEqualTo(200);
            assertThat(unreadable.excerpt()).startsWith("{\"state\"");
        });
    }

    @Test
    void aBodyWhoseLengthIsNotSaidIsBoundedToo() throws IOException {
        Counted status = new Counted(statusOf(MIB));
        Counted tooLong = new Counted(statusOf(3 * MIB));

        assertThat(read(200, chunked(status))).isInstanceOf(Answer.Known.class);
        assertThat(read(200, chunked(tooLong))).isInstanceOf(Answer.Unreadable.class);
        assertThat(tooLong.read).isEqualTo(MIB + 1);
    }

    @Test
    void aBodyOfKnownLengthIsReadToItsEndSoThatItsConnectionCanBeUsedAgain() throws IOException {
        String text = statusOf(100);
        Counted body = new Counted(text);

        read(200, new InputStreamEntity(body, text.length(), ContentType.APPLICATION_JSON));

        assertThat(body.closed).isTrue();
    }

    @Test
    void anErrorWithoutABodyOrWithABrokenOneIsStillThatError() throws IOException {
        assertThat(read(500, (HttpEntity) null)).isEqualTo(new Answer.Refused(500, null, ""));
        assertThat(read(503, chunked(new Broken()))).isEqualTo(new Answer.Refused(503, null, ""));
    }

    @Test
    void noBodyAtAllIsNoStatus() throws IOException {
        assertThat(read(200, (HttpEntity) null)).isEqualTo(new Answer.Unreadable(200, "it is empty", ""));
    }

    @Test
    void anExcerptIsOneLineOfAtMostOneKibibyteWithoutTheKey() throws IOException {
        Answer.Refused ascii = (Answer.Refused) read(500, "a".repeat(3_000));
        Answer.Refused wide = (Answer.Refused) read(500, "\u20ac".repeat(3_000));
        Answer.Refused odd = (Answer.Refused) read(500, " \r\nkey\tsecret-key\u2028\u2029\u0000end ");

        assertThat(ascii.excerpt()).hasSize(1_021);
        assertThat(wide.excerpt()).hasSize(341);
        assertThat(odd.excerpt()).isEqualTo("key xxxxxx   end");
    }

    @Test
    void retryAfterIsReadFromErrorsAlone() throws IOException {
        try (BasicClassicHttpResponse response = new BasicClassicHttpResponse(429)) {
            response.setHeader("Retry-After", "17");
            assertThat(READER.read(ASKED, response, NOW))
                    .isEqualTo(new Answer.Refused(429, Duration.ofSeconds(17), ""));
        }
    }

    @Test
    void tellsWhoIsToBlame() {
        assertThat(new Answer.Refused(429, null, "").isRateLimited()).isTrue();
        assertThat(new Answer.Refused(428, null, "").isRateLimited()).isFalse();
        List<Integer> codes = List.of(400, 401, 402, 403, 404, 429, 500);
        assertThat(codes)
                .filteredOn(code -> new Answer.Refused(code, null, "").isKeyRefused())
                .containsExactly(401, 402, 403);
        assertThat(codes)
                .filteredOn(code -> new Answer.Refused(code, null, "").isExecutionUnknown())
                .containsExactly(400, 404);
    }

    private static final class Counted extends FilterInputStream {

        private long read;
        private boolean closed;

        private Counted(String text) {
            super(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int count = super.read(into, from, length);
            read += Math.max(0, count);
            return count;
        }

        @Override
        public void close() throws IOException {
            closed = true;
            super.close();
        }
    }

    private static final class Broken extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException("reset");
        }
    }
}
