package io.github.cameldune.internal.client;

import java.util.Map;

/**
 * An execution to be started: of a saved query, or of SQL text. Immutable.
 *
 * @param queryId the saved query; null for SQL
 * @param sql the SQL text; null for a saved query
 * @param parameters the query's parameters, values as text, in order; empty for none
 * @param performance the engine size to ask for; null for Dune's default
 */
public record Submission(Long queryId, String sql, Map<String, String> parameters, String performance) {

    /** What it is about, for messages and health: "SQL", or such as "query 4242". */
    public String subject() {
        return queryId == null ? "SQL" : "query " + queryId;
    }
}
