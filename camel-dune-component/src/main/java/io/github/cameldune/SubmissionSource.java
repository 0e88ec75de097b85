package io.github.cameldune;

import io.github.cameldune.internal.camel.QueryParameters;
import io.github.cameldune.internal.camel.SimpleValues;
import io.github.cameldune.internal.camel.SqlSource;
import io.github.cameldune.internal.client.Submission;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.NoSuchHeaderException;

/** Turns a message into what is to be submitted: of a saved query, or of SQL. Immutable. */
final class SubmissionSource {

    private static final int LONGEST_TOKEN = 200;
    private static final String TOKEN = "The header " + DuneConstants.REQUEST_TOKEN;

    /** Null for SQL. */
    private final IdSource<Long> queryId;

    /** Null for a saved query. */
    private final SqlSource sql;

    private final QueryParameters parameters;
    private final String performance;

    private SubmissionSource(IdSource<Long> queryId, SqlSource sql, QueryParameters parameters, String performance) {
        this.queryId = queryId;
        this.sql = sql;
        this.parameters = parameters;
        this.performance = performance;
    }

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if one makes no sense
     */
    static SubmissionSource of(DuneEndpoint endpoint) {
        String performance = endpoint.getPerformance();
        if (performance != null && performance.isBlank()) {
            throw new IllegalArgumentException(
                    "The option performance is blank: write an engine size, such as medium or large, or leave it out");
        }
        boolean isSql = endpoint.getOperation() == DuneOperation.sql;
        return new SubmissionSource(
                isSql ? null : IdSource.ofQuery(endpoint.getQueryId()),
                isSql ? SqlSource.of(endpoint.getCamelContext(), endpoint.getSql()) : null,
                QueryParameters.of(DuneConstants.QUERY_PARAMETERS, endpoint.getParameters()),
                performance);
    }

    /**
     * Reads a message.
     *
     * @throws NoSuchHeaderException if nothing names the query
     * @throws IllegalArgumentException if a header or the body makes no sense; nothing was started
     */
    Submission read(Exchange exchange) throws NoSuchHeaderException {
        return new Submission(
                queryId == null ? null : queryId.read(exchange),
                sql == null ? null : sql.read(exchange),
                parameters.of(exchange.getMessage()),
                performance);
    }

    /**
     * The token of a message.
     *
     * @return null for none
     * @throws IllegalArgumentException if it is too long or no text
     */
    static String token(Exchange exchange) {
        Object header = exchange.getMessage().getHeader(DuneConstants.REQUEST_TOKEN);
        if (header == null) {
            return null;
        }
        String token =
                header instanceof Number || header instanceof UUID ? header.toString() : SimpleValues.text(header);
        if (token == null) {
            throw new IllegalArgumentException(
                    TOKEN + " is a " + header.getClass().getName() + ": a token is a text, such as a message id");
        }
        if (token.isBlank()) {
            throw new IllegalArgumentException(
                    TOKEN + " is blank, so that all such messages would be taken for the same:"
                            + " set it to what names the message, or leave it out");
        }
        if (token.length() > LONGEST_TOKEN) {
            throw new IllegalArgumentException(TOKEN + " has " + token.length() + " characters: the most are "
                    + LONGEST_TOKEN + "; use a shorter text, such as a hash of this one");
        }
        return token;
    }
}
