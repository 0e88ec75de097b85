package io.github.cameldune.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.fuzz.ShortRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever bytes come with an HTTP error: they say nothing about the execution, and harm neither logs nor the key. */
class RefusalFuzzTest {

    private static final ExecutionId ASKED = new ExecutionId("01HKZJ2683PHF9Q9PHHQ8FW4Q1");
    private static final String KEY = "fuzz-key-1";
    private static final ResponseReader READER = new ResponseReader(new ApiKey(KEY));

    /**
     * Tries an answer.
     *
     * @param body what comes with it; its first byte decides on the status code too
     */
    @Tag("fuzz")
    @Timeout(10)
    @FuzzTest
    void anErrorSaysNothingAboutTheExecution(byte[] body) {
        int code = body.length == 0 ? 500 : 300 + (body[0] & 0xff);

        Answer<ExecutionStatus> answer = answer(code, body);

        // this address has never answered a status, so that not even Dune's own words mean the execution
        assertThat(answer.verdict()).isNotIn(Verdict.OK, Verdict.UNREADABLE, Verdict.UNKNOWN_EXECUTION);
        assertThat(answer.statusCode()).isEqualTo(code);
        assertThat(answer.excerpt()).doesNotContain(KEY).doesNotMatch("(?s).*[\\p{Cc}\u2028\u2029].*");
        assertThat(answer.excerpt().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1024);
    }

    private static Answer<ExecutionStatus> answer(int code, byte[] body) {
        try (BasicClassicHttpResponse response = new BasicClassicHttpResponse(code)) {
            response.setEntity(new ByteArrayEntity(body, ContentType.TEXT_HTML));
            return READER.read(response, Instant.EPOCH, bytes -> Bodies.status(ASKED, bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anErrorSaysNothingAboutTheExecutionInAShortRun() {
        ShortRun.of(getClass(), "anErrorSaysNothingAboutTheExecution", this::anErrorSaysNothingAboutTheExecution);
    }
}
