package io.github.cameldune;

import io.github.cameldune.internal.client.Submission;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.NoSuchHeaderException;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.MessageHelper;
import org.apache.camel.support.ResourceHelper;

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
                QueryParameters.of(endpoint.getParameters()),
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
        String token;
        if (header instanceof byte[] bytes) {
            token = new String(bytes, StandardCharsets.UTF_8);
        } else if (header instanceof CharSequence || header instanceof Number || header instanceof UUID) {
            token = header.toString();
        } else {
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

    /** Finds the SQL that a message stands for: the endpoint's option, or without it the message's body. Never a header. */
    private record SqlSource(String option) {

        private static final String RESOURCE = "resource:";

        /**
         * Checks the option, and reads the resource that it names.
         *
         * @param option text or {@code resource:…}; null for none
         * @throws IllegalArgumentException if it is empty, or there is no such resource
         */
        static SqlSource of(CamelContext camel, String option) {
            if (option == null) {
                return new SqlSource(null);
            }
            String text = option.startsWith(RESOURCE) ? read(camel, option.substring(RESOURCE.length())) : option;
            if (text.isBlank()) {
                throw new IllegalArgumentException(
                        "The option sql is empty: write SQL, or resource: and where to read it, or"
                                + " leave the option out to run the SQL in the message's body");
            }
            return new SqlSource(text);
        }

        private static String read(CamelContext camel, String resource) {
            try (InputStream content = ResourceHelper.resolveMandatoryResourceAsInputStream(camel, resource)) {
                return new String(content.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "The option sql names a resource that cannot be read: " + resource + " (" + e.getMessage()
                                + ")",
                        e);
            }
        }

        /**
         * Reads the SQL.
         *
         * @throws IllegalArgumentException if there is none
         */
        String read(Exchange exchange) {
            if (option != null) {
                return option;
            }
            Message message = exchange.getMessage();
            Object body = message.getBody();
            if (body != null && !isText(body)) {
                throw new IllegalArgumentException(
                        "The body is a " + body.getClass().getName()
                                + " and no SQL: convert it to a String, or write the SQL in the option sql");
            }
            String sql = message.getBody(String.class);
            // the body stays as it is for what follows
            MessageHelper.resetStreamCache(message);
            if (sql == null || sql.isBlank()) {
                throw new IllegalArgumentException(
                        "There is no SQL to run: set the message's body, or the option sql of the endpoint");
            }
            return sql;
        }

        /** Any other object would become a text too, and be run and billed. */
        private static boolean isText(Object body) {
            return body instanceof CharSequence
                    || body instanceof byte[]
                    || body instanceof ByteBuffer
                    || body instanceof InputStream
                    || body instanceof Reader
                    || body instanceof StreamCache
                    || body instanceof File
                    || body instanceof WrappedFile<?>;
        }
    }
}
