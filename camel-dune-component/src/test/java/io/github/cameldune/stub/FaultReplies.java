package io.github.cameldune.stub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The answers behind {@link Fault}. */
final class FaultReplies {
    private static final String HTML_PAGE = "<!DOCTYPE html><html><head><title>%1$s</title></head>"
            + "<body><h1>%1$s</h1><p>{\"state\": \"QUERY_STATE_FAILED\"}</p></body></html>";

    private FaultReplies() {}

    static Reply unauthorized() {
        return Reply.error(401, "invalid API Key");
    }

    static Reply serverError(int status) {
        if (status < 500 || status > 599) {
            throw new IllegalArgumentException("A server error is 500 to 599, not " + status);
        }
        return Reply.error(
                status,
                switch (status) {
                    case 502 -> "Bad Gateway";
                    case 503 -> "Service Unavailable";
                    case 504 -> "Gateway Timeout";
                    default -> "An internal error occurred";
                });
    }

    /** It holds the text of a state: a client that searches instead of parsing is fooled. */
    static Reply html(int status) {
        return Reply.html(status, HTML_PAGE.formatted("Please wait"));
    }

    static Reply otherExecution(Truth truth) {
        StatusJson other = new StatusJson(Ulid.of(truth.now()), 1, truth.now(), GeneratedRows.sample());
        StubStep completed = StubStep.byRequest(States.COMPLETED, 1);
        return Reply.json(200, Json.write(other.fields(completed, truth.now(), truth.now())));
    }

    /** The whole HTTP body, but only the first half of the JSON. */
    static Reply cutOff(Reply whole) {
        return whole.withBody(firstHalf(whole));
    }

    /** Content-Length announces the whole; the server closes the connection after the first half. */
    static Reply truncated(Reply whole) {
        return broken(whole, cutOff(whole));
    }

    /** The connection ends after the part. */
    static Reply broken(Reply whole, Reply part) {
        return part.with("Content-Length", Integer.toString(whole.body().length));
    }

    static Reply cutInRow(Reply whole, int row) {
        return whole.withBody(Arrays.copyOf(whole.body(), RowPosition.inside(whole, row)));
    }

    static Reply wrongJson(Reply whole, int row) {
        byte[] body = whole.body().clone();
        body[RowPosition.inside(whole, row)] = 1;
        return whole.withBody(body);
    }

    static Reply big(Reply whole, int bytes) {
        String padding = "x".repeat(bytes);
        return whole.isJson()
                ? withField(whole, "\"padding\":\"" + padding + '"')
                : whole.withBody((whole.text() + padding + '\n').getBytes(StandardCharsets.UTF_8));
    }

    static Reply deep(Reply whole, int levels) {
        return withField(whole, "\"nested\":" + "[".repeat(levels) + "]".repeat(levels));
    }

    /** The name may be a path, such as {@code result.metadata}. */
    static Reply edited(Reply whole, FieldEdit edit) {
        try {
            Map<String, Object> fields = Json.read(whole.text());
            edit.applyAtPath(fields);
            return Reply.json(whole.status(), Json.write(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The true answer is no JSON: " + whole.text(), e);
        }
    }

    private static Reply withField(Reply object, String field) {
        String text = object.text();
        String open = text.substring(0, text.lastIndexOf('}'));
        return Reply.json(object.status(), open + ',' + field + '}');
    }

    private static byte[] firstHalf(Reply whole) {
        return Arrays.copyOf(whole.body(), whole.body().length / 2);
    }

    /** The answer is that of the moment when the request arrived. */
    static ResponseDefinitionBuilder held(Truth truth, CountDownLatch release) {
        Reply answer = truth.show();
        try {
            release.await();
        } catch (InterruptedException e) {
            // the stub is being closed: nobody reads the answer
            Thread.currentThread().interrupt();
        }
        return answer.toDefinition();
    }
}
