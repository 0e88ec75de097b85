package io.github.cameldune.stub;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A whole HTTP answer. The body is not copied: nothing changes it.
 *
 * @param status  the status code
 * @param headers the headers beside those that the server adds
 * @param body    the body
 */
record Reply(int status, Map<String, String> headers, byte[] body) {

    static Reply json(int status, String body) {
        return of(status, "application/json", body);
    }

    static Reply html(int status, String body) {
        return of(status, "text/html; charset=utf-8", body);
    }

    /** Dune's form of an error: an object whose {@code error} is a text. */
    static Reply error(int status, String message) {
        return json(status, Json.write(Map.of("error", message)));
    }

    private static Reply of(int status, String contentType, String body) {
        return new Reply(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    Reply with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, Map.copyOf(more), body);
    }

    static Reply text(int status, String body) {
        return of(status, "text/plain; charset=utf-8", body);
    }

    boolean isJson() {
        return "application/json".equals(headers.get("Content-Type"));
    }

    Reply withBody(byte[] other) {
        return new Reply(status, headers, other);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    ResponseDefinitionBuilder toDefinition() {
        ResponseDefinitionBuilder definition = ResponseDefinitionBuilder.responseDefinition()
                .withStatus(status)
                .withBody(body);
        headers.forEach(definition::withHeader);
        return definition;
    }

    ResponseDefinition toResponse() {
        return toDefinition().build();
    }
}
