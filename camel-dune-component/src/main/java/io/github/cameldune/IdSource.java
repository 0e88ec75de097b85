package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.camel.SimpleValues;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.apache.camel.Exchange;
import org.apache.camel.NoSuchHeaderException;

/**
 * Finds the execution or the query that a message is about: the header, or without it the endpoint's option. Immutable.
 *
 * @param <T> the id
 */
final class IdSource<T> {

    private final String header;
    private final String option;
    private final T ofOption;
    private final BiFunction<String, Object, T> parser;

    private IdSource(String header, String option, String value, BiFunction<String, Object, T> parser) {
        this.header = header;
        this.option = option;
        this.parser = parser;
        ofOption = value == null ? null : parser.apply("The option " + option, value);
    }

    /**
     * The execution.
     *
     * @param option the option {@code executionId}; null for none
     * @throws InvalidExecutionIdException if it is no execution id
     */
    static IdSource<ExecutionId> ofExecution(String option) {
        return new IdSource<>(DuneConstants.EXECUTION_ID, "executionId", option, IdSource::executionId);
    }

    /**
     * The query.
     *
     * @param option the option {@code queryId}; null for none
     * @throws IllegalArgumentException if it is no query id
     */
    static IdSource<Long> ofQuery(String option) {
        return new IdSource<>(DuneConstants.QUERY_ID, "queryId", option, IdSource::queryId);
    }

    /**
     * Reads the id.
     *
     * @throws NoSuchHeaderException if there is neither header nor option
     * @throws IllegalArgumentException if the header is no id
     */
    T read(Exchange exchange) throws NoSuchHeaderException {
        Object value = exchange.getMessage().getHeader(header);
        if (value != null) {
            return parser.apply("The header " + header, value);
        }
        if (ofOption == null) {
            throw new NoSuchHeaderException(
                    "Which " + (option.equals("queryId") ? "query" : "execution") + "? Set the header " + header
                            + " or the option " + option,
                    exchange,
                    header);
        }
        return ofOption;
    }

    /**
     * Reads an execution id that a user wrote.
     *
     * @param place where, to begin the message with
     * @throws InvalidExecutionIdException if it is none
     */
    static ExecutionId executionId(String place, Object value) {
        String text = SimpleValues.text(value);
        if (text == null && value != null) {
            throw new InvalidExecutionIdException(
                    place + " is a " + value.getClass().getName() + ": an execution id is a String");
        }
        try {
            // as of an API key, white space around it comes from files and copies, and no id has any
            return new ExecutionId(text == null ? null : text.strip());
        } catch (IllegalArgumentException e) {
            throw new InvalidExecutionIdException(place + ": " + e.getMessage());
        }
    }

    /**
     * Reads a query id that a user wrote.
     *
     * @param place where, to begin the message with
     * @throws IllegalArgumentException if it is none
     */
    static long queryId(String place, Object value) {
        String text = value instanceof Long || value instanceof Integer ? value.toString() : SimpleValues.text(value);
        if (text == null) {
            throw new IllegalArgumentException(place + " is a "
                    + value.getClass().getName() + ": a query id is a Long, an Integer, or a String of digits");
        }
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

    /** The query that a message names for the schedule's sake; a header that is no number is none. */
    static OptionalLong queryIdHint(Exchange exchange) {
        Object header = exchange.getMessage().getHeader(DuneConstants.QUERY_ID);
        if (header instanceof Long || header instanceof Integer) {
            return OptionalLong.of(((Number) header).longValue());
        }
        try {
            return header instanceof String text ? OptionalLong.of(Long.parseLong(text.strip())) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
