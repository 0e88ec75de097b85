package io.github.cameldune.examples.jms;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;

/** The queues of the broker, read by a plain JMS client. */
record Queues(Session session) {

    private static final long PATIENCE = 60_000;

    /** The next message that a selector lets through, as soon as it is there. */
    Received next(String queue, String selector) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue), selector)) {
            Message message = consumer.receive(PATIENCE);
            assertThat(message).as("%s with %s", queue, selector).isInstanceOf(TextMessage.class);
            return Received.of(queue, (TextMessage) message);
        }
    }

    boolean isEmpty(String queue) throws JMSException {
        try (var browser = session.createBrowser(session.createQueue(queue))) {
            return !browser.getEnumeration().hasMoreElements();
        }
    }
}
