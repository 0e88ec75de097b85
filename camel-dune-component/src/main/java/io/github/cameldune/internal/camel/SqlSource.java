package io.github.cameldune.internal.camel;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.MessageHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Finds the SQL that a message stands for: the endpoint's option, or without it the message's body. Never a header.
 *
 * @param option the SQL; null for none
 */
public record SqlSource(String option) {

    private static final String RESOURCE = "resource:";

    /**
     * Checks the option, which is text or {@code resource:…} or null for none, and reads the resource that it names. Throws an
     * {@link IllegalArgumentException} if it is empty, or there is no such resource.
     */
    public static SqlSource of(CamelContext camel, String option) {
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
                    "The option sql names a resource that cannot be read: " + resource + " (" + e.getMessage() + ")",
                    e);
        }
    }

    /** Reads the SQL, which is not blank; throws an {@link IllegalArgumentException} if there is none. */
    public String read(Exchange exchange) {
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
