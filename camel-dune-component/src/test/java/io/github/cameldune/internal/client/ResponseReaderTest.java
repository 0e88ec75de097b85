package io.github.cameldune.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a response has to be for a status, and what is kept of one that is none. */
class ResponseReaderTest {

    private static final ExecutionId ASKED = new ExecutionId("01HKZJ2683PHF9Q9PHHQ8FW4Q1");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MIB = 1024 * 1024;
    private static final String PENDING = "{\"state\":\"QUERY_STATE_PENDING\"}";

    private final ResponseReader reader = new ResponseReader(new ApiKey("secret-key"));

    private Answer<ExecutionStatus> read(BasicClassicHttpResponse response, HttpEntity entity) throws IOException {
        try (response) {
            response.setEntity(entity);
            return reader.read(response, NOW, body -> Bodies.status(ASKED, body));
        }
    }

    private Answer<ExecutionStatus> read(int code, HttpEntity entity) throws IOException {
        return read(new BasicClassicHttpResponse(code), entity);
    }

    private Answer<ExecutionStatus> read(int code, String body) throws IOException {
        return read(code, bytes(body));
    }

    private static HttpEntity bytes(String body) {
        return new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON);
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
        assertThat(read(code, PENDING).isOk()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 199, 300, 302, 404, 500})
    void noOtherCodeDoes(int code) throws IOException {
        Answer<ExecutionStatus> answer = read(code, PENDING);

        assertThat(answer.isOk()).isFalse();
        assertThat(answer.statusCode()).isEqualTo(code);
        assertThat(answer.excerpt()).isEqualTo(PENDING);
        assertThat(answer.reason()).isNull();
    }

    @Test
    void oneMebibyteIsReadAndNotOneByteMore() throws IOException {
        assertThat(read(200, statusOf(MIB)).isOk()).isTrue();

        Answer<ExecutionStatus> tooLong = read(200, statusOf(MIB + 1));

        assertThat(tooLong.verdict()).isEqualTo(Verdict.UNREADABLE);
        assertThat(tooLong.reason()).isEqualTo("it is longer than 1 MiB");
        assertThat(tooLong.statusCode()).isEqualTo(200);
        assertThat(tooLong.excerpt()).startsWith("{\"state\"");
    }

    @Test
    void aBodyWhoseLengthIsNotSaidIsBoundedToo() throws IOException {
        Counted status = new Counted(statusOf(MIB));
        Counted tooLong = new Counted(statusOf(3 * MIB));

        assertThat(read(200, chunked(status)).isOk()).isTrue();
        assertThat(read(200, chunked(tooLong)).verdict()).isEqualTo(Verdict.UNREADABLE);
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
    void aBodyThatAProxyCompressedIsReadAsItWas() throws IOException {
        assertThat(read(compressed("gzip"), gzip(PENDING)).value().json()).isEqualTo(PENDING);
        assertThat(read(compressed(" X-GZIP"), gzip(PENDING)).isOk()).isTrue();
    }

    @Test
    void aCompressedBodyIsBoundedByWhatItHolds() throws IOException {
        HttpEntity bomb = gzip(statusOf(20 * MIB));

        assertThat(bomb.getContentLength()).isLessThan(100_000);
        assertThat(read(compressed("gzip"), bomb).reason()).isEqualTo("it is longer than 1 MiB");
    }

    @Test
    void aBodyThatIsNotAsCompressedAsItSaysIsUnreadable() throws IOException {
        Answer<ExecutionStatus> answer = read(compressed("gzip"), bytes(PENDING));

        assertThat(answer.verdict()).isEqualTo(Verdict.UNREADABLE);
        assertThat(answer.reason()).isEqualTo("it is compressed, and damaged");
    }

    private static BasicClassicHttpResponse compressed(String encoding) {
        BasicClassicHttpResponse response = new BasicClassicHttpResponse(200);
        response.setHeader("Content-Encoding", encoding);
        return response;
    }

    private static HttpEntity gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return new ByteArrayEntity(bytes.toByteArray(), ContentType.APPLICATION_JSON);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheStatus() throws IOException {
        assertThat(read(200, "\uFEFF" + PENDING).value().json()).isEqualTo(PENDING);
    }

    @Test
    void anErrorWithoutABodyOrWithABrokenOneIsStillThatError() throws IOException {
        for (HttpEntity entity : new HttpEntity[] {null, chunked(new Broken())}) {
            Answer<ExecutionStatus> answer = read(503, entity);
            assertThat(answer.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.excerpt()).isEmpty();
        }
    }

    @Test
    void aBodyThatBreaksOffIsUnreadableAndSaysWhatHappened() throws IOException {
        Answer<ExecutionStatus> answer = read(200, chunked(new Broken()));

        assertThat(answer.verdict()).isEqualTo(Verdict.UNREADABLE);
        assertThat(answer.reason()).isEqualTo("it was cut off on the way");
        assertThat(answer.cause()).hasMessage("reset");
    }

    @Test
    void noBodyAtAllIsNoStatus() throws IOException {
        assertThat(read(200, (HttpEntity) null).reason()).isEqualTo("it is empty");
    }

    @Test
    void anExcerptIsOneLineOfAtMostOneKibibyteWithoutTheKey() throws IOException {
        assertThat(read(500, "a".repeat(3_000)).excerpt()).hasSize(1_021);
        assertThat(read(500, "\u20ac".repeat(3_000)).excerpt()).hasSize(341);
        assertThat(read(500, " \r\nkey\tsecret-key\u2028\u2029\u0000end ").excerpt())
                .isEqualTo("key xxxxxx   end");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void retryAfterIsKept(int code) throws IOException {
        BasicClassicHttpResponse response = new BasicClassicHttpResponse(code);
        response.setHeader("Retry-After", "17");

        assertThat(read(response, bytes("")).retryAfter()).isEqualTo(Duration.ofSeconds(17));
    }

    @Test
    void duneDoesNotKnowAnExecutionOnlyWhereAStatusCameFromBeforeAndInItsOwnWords() throws IOException {
        String error = "{\"error\":\"Execution not found\"}";
        assertThat(read(404, error).verdict()).isEqualTo(Verdict.MISDIRECTED);

        reader.statusAnswered();

        assertThat(read(404, error).verdict()).isEqualTo(Verdict.UNKNOWN_EXECUTION);
        assertThat(read(404, "<html>not found</html>").verdict()).isEqualTo(Verdict.MISDIRECTED);
        assertThat(read(404, "{\"error\":{\"code\":404}}").verdict()).isEqualTo(Verdict.MISDIRECTED);
        assertThat(read(404, "[\"error\"]").verdict()).isEqualTo(Verdict.MISDIRECTED);
        assertThat(read(404, "").verdict()).isEqualTo(Verdict.MISDIRECTED);
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
