package io.github.cameldune.crash;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Instant;

/**
 * A message that arrived at the queue, in the words of its sender.
 *
 * @param at when it arrived
 * @param node who sent it
 * @param previous the state before; null for none
 * @param number the correlation header
 */
record Delivery(Instant at, String node, String id, String eventId, String state, String previous, int number) {

    static Delivery of(Message message) throws JMSException {
        return new Delivery(
                Instant.now(),
                message.getStringProperty("Node"),
                message.getStringProperty("DuneExecutionId"),
                message.getStringProperty("DuneEventId"),
                message.getStringProperty("DuneState"),
                message.getStringProperty("DunePreviousState"),
                message.getIntProperty("Number"));
    }

    /** Where its state stands in the life of an execution. */
    int rank() {
        return switch (state) {
            case "QUERY_STATE_PENDING" -> 0;
            case "QUERY_STATE_EXECUTING" -> 1;
            default -> 2;
        };
    }
}
