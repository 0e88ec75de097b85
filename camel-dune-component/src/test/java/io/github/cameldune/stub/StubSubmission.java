package io.github.cameldune.stub;

import java.time.Instant;
import java.util.Map;

/**
 * A request that started an execution. A request that was refused, or that a {@link Fault} kept from taking effect, is none.
 *
 * @param at          when, on the stub's clock
 * @param queryId     the saved query, or null for SQL
 * @param sql         the SQL, or null for a saved query
 * @param parameters  {@code query_parameters} in order, empty for none
 * @param performance {@code performance}, or null
 * @param body        the body as it was sent
 * @param executionId the execution that it started
 */
public record StubSubmission(
        Instant at,
        Long queryId,
        String sql,
        Map<String, String> parameters,
        String performance,
        String body,
        String executionId) {}
