package io.github.cameldune.crash;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The queue's consumer: keeps what arrives, in that order. */
final class Inbox implements AutoCloseable {

    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final JMSContext session;

    Inbox(ConnectionFactory broker) {
        session = broker.createContext();
        session.createConsumer(session.createQueue(Broker.QUEUE)).setMessageListener(message -> {
            try {
                deliveries.add(Delivery.of(message));
            } catch (JMSException e) {
                throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
            }
        });
    }

    List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    List<Delivery> deliveries(String id) {
        return deliveries.stream().filter(delivery -> delivery.id().equals(id)).toList();
    }

    @Override
    public void close() {
        session.close();
    }
}
