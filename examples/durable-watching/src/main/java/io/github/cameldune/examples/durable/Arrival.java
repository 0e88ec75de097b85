package io.github.cameldune.examples.durable;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;

/**
 * A message about an end, as it arrived on a queue.
 *
 * @param queue the queue's name
 * @param executionId the execution
 * @param state how it ended
 * @param eventId what Camel calls {@code CamelDuneEventId}
 * @param customer the business header that came with the request
 * @param report the other one
 * @param node who sent it
 */
record Arrival(
        String queue, String executionId, String state, String eventId, String customer, String report, String node) {

    /** The queue that gets each delivery, repeated or not. */
    static final String AUDIT = "dune.audit";

    static Arrival of(Message message) throws JMSException {
        return new Arrival(
                ((Queue) message.getJMSDestination()).getQueueName(),
                message.getStringProperty("DuneExecutionId"),
                message.getStringProperty("DuneState"),
                message.getStringProperty("DuneEventId"),
                message.getStringProperty("customer"),
                message.getStringProperty("report"),
                message.getStringProperty("node"));
    }

    boolean isAudit() {
        return queue.equals(AUDIT);
    }
}
