package io.github.cameldune.stub;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request that arrived at the stub.
 *
 * @param at          when, on the stub's clock
 * @param method      the HTTP method
 * @param url         path and query, as sent
 * @param executionId the execution that the path names, as sent; null when it names none
 * @param headers     every header with its values, as sent; names in any letter case find them
 * @param call        what was requested; null when the stub knows no such request
 * @param queryId     the query that the path names; null when it names none
 * @param body        the body, empty when there was none
 */
public record RecordedRequest(
        Instant at,
        String method,
        String url,
        String executionId,
        Map<String, List<String>> headers,
        Call call,
        Long queryId,
        String body) {

    /**
     * Copies the headers into a map that ignores the case of letters, as HTTP does.
     *
     * @param at          when, on the stub's clock
     * @param method      the HTTP method
     * @param url         path and query, as sent
     * @param executionId the execution, or null
     * @param headers     every header with its values
     * @param call        what was requested, or null
     * @param queryId     the query, or null
     * @param body        the body, empty when there was none
     */
    public RecordedRequest {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableMap(copy);
    }

    /**
     * The first value of a header.
     *
     * @param  name its name, in any letter case
     * @return      the value, or empty when the header was not sent
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(values -> values.get(0));
    }
}
