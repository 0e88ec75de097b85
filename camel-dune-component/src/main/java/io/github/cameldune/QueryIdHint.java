package io.github.cameldune;

import java.util.OptionalLong;
import org.apache.camel.Exchange;

/**
 * The query that an execution to be watched or awaited is of, where the message says so: what was learned about the query
 * then counts from the first request on. Only a hint: without it, or with one that is no number, the first status tells.
 */
final class QueryIdHint {

    private QueryIdHint() {}

    static OptionalLong of(Exchange exchange) {
        Object header = exchange.getMessage().getHeader(DuneConstants.QUERY_ID);
        if (header instanceof Long || header instanceof Integer) {
            return OptionalLong.of(((Number) header).longValue());
        }
        return header instanceof String text ? parse(text) : OptionalLong.empty();
    }

    private static OptionalLong parse(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
