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
 * @param executionId the execution whose status was asked for, as sent; null when the request was none for a status
 * @param headers     every header with its values, as sent; names in any letter case find them
 */
public record RecordedRequest(
        Instant at, String method, String url, String executionId, Map<String, List<String>> headers) {

    /**
     * Copies the headers into a map that ignores the case of letters, as HTTP does.
     *
     * @param at          when, on the stub's clock
     * @param method      the HTTP method
     * @param url         path and query, as sent
     * @param executionId the execution whose status was asked for, or null
     * @param headers     every header with its values
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
