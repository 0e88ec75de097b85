package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.NoSuchHeaderException;

/** Finds the execution that a message is about: the header, or without it the endpoint's option. */
record ExecutionIdSource(ExecutionId option) {

    /**
     * Reads the id.
     *
     * @throws NoSuchHeaderException if there is neither header nor option
     * @throws InvalidExecutionIdException if the header is no execution id
     */
    ExecutionId read(Exchange exchange) throws NoSuchHeaderException {
        Object header = exchange.getMessage().getHeader(DuneConstants.EXECUTION_ID);
        if (header != null) {
            return fromHeader(header);
        }
        if (option == null) {
            throw new NoSuchHeaderException(
                    "Which execution? Set the header " + DuneConstants.EXECUTION_ID + " or the option executionId",
                    exchange,
                    DuneConstants.EXECUTION_ID);
        }
        return option;
    }

    private static ExecutionId fromHeader(Object header) {
        String place = "The header " + DuneConstants.EXECUTION_ID;
        if (header instanceof CharSequence text) {
            return parse(place, text.toString());
        }
        // Kafka and others deliver headers as bytes
        if (header instanceof byte[] bytes) {
            return parse(place, new String(bytes, StandardCharsets.UTF_8));
        }
        throw new InvalidExecutionIdException(
                place + " is a " + header.getClass().getName() + ": an execution id is a String");
    }

    /**
     * Checks an id that a user wrote.
     *
     * @param place where, to begin the message with
     * @throws InvalidExecutionIdException if it is none
     */
    static ExecutionId parse(String place, String text) {
        try {
            // as of an API key, white space around it comes from files and copies, and no id has any
            return new ExecutionId(text == null ? null : text.strip());
        } catch (IllegalArgumentException e) {
            throw new InvalidExecutionIdException(place + ": " + e.getMessage());
        }
    }
}
