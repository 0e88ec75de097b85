package io.github.cameldune.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.client.UnreadableStatusException;
import io.github.cameldune.fuzz.ShortRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever bytes come as an answer: they are the status that they say, or none. */
class StatusFuzzTest {

    private static final ExecutionId ASKED = new ExecutionId("01HKZJ2683PHF9Q9PHHQ8FW4Q1");
    private static final String KEY = "fuzz-key-1";
    private static final ResponseReader READER = new ResponseReader(new ApiKey(KEY));
    private static final ObjectMapper PLAIN = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build());
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Set<String> TERMINAL = Set.of(
            "QUERY_STATE_FAILED",
            "QUERY_STATE_COMPLETED",
            "QUERY_STATE_CANCELED",
            "QUERY_STATE_CANCELLED",
            "QUERY_STATE_EXPIRED",
            "QUERY_STATE_COMPLETED_PARTIAL");
    private static final Set<String> REASONS = Set.of(
            "it is longer than 1 MiB",
            "it is about another execution",
            "it has no state",
            "it is no JSON, or cut off, or nested too deeply",
            "it is empty",
            "it is no JSON object");
    private static final Predicate<String> HARMFUL =
            Pattern.compile("[\\p{Cc}\u2028\u2029]").asPredicate();

    @Tag("fuzz")
    @Timeout(10)
    @FuzzTest
    void anAnswerIsNoMoreThanItsText(byte[] body) {
        Answer<ExecutionStatus> answer = answer(body);

        if (answer.isOk()) {
            isWhatItsTextSays(answer.value(), textOf(body));
        } else {
            assertThat(answer.verdict()).isEqualTo(Verdict.UNREADABLE);
            assertThat(answer.reason()).isIn(REASONS);
            isHarmless(answer.excerpt());
        }
    }

    @Test
    void anAnswerIsNoMoreThanItsTextInAShortRun() {
        ShortRun.of(getClass(), "anAnswerIsNoMoreThanItsText", this::anAnswerIsNoMoreThanItsText);
    }

    private static String textOf(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Answer<ExecutionStatus> answer(byte[] body) {
        try (BasicClassicHttpResponse response = new BasicClassicHttpResponse(200)) {
            response.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
            return READER.read(response, NOW, bytes -> Bodies.status(ASKED, bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void isWhatItsTextSays(ExecutionStatus status, String text) {
        Map<?, ?> fields = fields(text);
        String state = (String) fields.get("state");
        boolean terminal = TERMINAL.contains(state);
        assertThat(status.json()).isEqualTo(text);
        assertThat(status.state().name())
                .isEqualTo(state.equals("QUERY_STATE_CANCELLED") ? "QUERY_STATE_CANCELED" : state);
        assertThat(status.finished()).isEqualTo(Boolean.TRUE.equals(fields.get("is_execution_finished")) || terminal);
        assertThat(status.isTerminal()).isEqualTo(status.finished());
        assertThat(fields.get("execution_id")).matches(id -> !(id instanceof String) || id.equals(ASKED.value()));
        // seconds since 1970: what is not positive means unset
        status.submitted().ifPresent(at -> assertThat(at.getEpochSecond()).isPositive());
        status.ended().ifPresent(at -> assertThat(at.getEpochSecond()).isPositive());
        try {
            assertThat(ExecutionStatus.parse(status.json())).isEqualTo(status);
        } catch (UnreadableStatusException e) {
            fail("what was read is read again", e);
        }
    }

    /** Read by other means than the component's. */
    private static Map<?, ?> fields(String text) {
        try {
            return PLAIN.readValue(text, Map.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a status that is no JSON", e);
        }
    }

    private static void isHarmless(String excerpt) {
        assertThat(excerpt).doesNotContain(KEY).doesNotMatch(HARMFUL);
        assertThat(excerpt.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1024);
    }
}
