package io.github.cameldune;

import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.NoSuchHeaderException;

/** Finds the query that a message is about: the header, or without it the endpoint's option. */
record QueryIdSource(Long option) {

    private static final String HEADER = "The header " + DuneConstants.QUERY_ID;

    /**
     * Checks the option.
     *
     * @param option null for none
     * @throws IllegalArgumentException if it is no query id
     */
    static QueryIdSource of(String option) {
        return new QueryIdSource(option == null ? null : parse("The option queryId", option));
    }

    /**
     * Reads the id.
     *
     * @throws NoSuchHeaderException if there is neither header nor option
     * @throws IllegalArgumentException if the header is no query id
     */
    long read(Exchange exchange) throws NoSuchHeaderException {
        Object header = exchange.getMessage().getHeader(DuneConstants.QUERY_ID);
        if (header != null) {
            return fromHeader(header);
        }
        if (option == null) {
            throw new NoSuchHeaderException(
                    "Which query? Set the header " + DuneConstants.QUERY_ID + " or the option queryId",
                    exchange,
                    DuneConstants.QUERY_ID);
        }
        return option;
    }

    private static long fromHeader(Object header) {
        if (header instanceof Long || header instanceof Integer || header instanceof CharSequence) {
            return parse(HEADER, header.toString());
        }
        // Kafka and others deliver headers as bytes
        if (header instanceof byte[] bytes) {
            return parse(HEADER, new String(bytes, StandardCharsets.UTF_8));
        }
        throw new IllegalArgumentException(HEADER + " is a " + header.getClass().getName()
                + ": a query id is a Long, an Integer, or a String of digits");
    }

    /**
     * Reads a query id.
     *
     * @param place where it was found, to begin the message with
     * @throws IllegalArgumentException if it is none
     */
    static long parse(String place, String text) {
        String digits = text.strip();
        // Long.parseLong would take signs and the digits of other alphabets too
        if (digits.matches("[0-9]{1,19}")) {
            try {
                long id = Long.parseLong(digits);
                if (id > 0) {
                    return id;
                }
            } catch (NumberFormatException e) {
                // too large, so no id either
            }
        }
        throw new IllegalArgumentException(
                place + " is no query id: write the number in the query's address, such as 4242 of"
                        + " dune.com/queries/4242");
    }
}
