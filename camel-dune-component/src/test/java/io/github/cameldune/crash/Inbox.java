package io.github.cameldune.crash;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The queue's consumer: keeps what arrives, in that order. */
final class Inbox implements AutoCloseable {

    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final Semaphore arrivals = new Semaphore(0);
    private final JMSContext session;

    Inbox(ConnectionFactory broker) {
        session = broker.createContext();
        session.createConsumer(session.createQueue(Broker.QUEUE)).setMessageListener(message -> {
            try {
                deliveries.add(Delivery.of(message));
                arrivals.release();
            } catch (JMSException e) {
                throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
            }
        });
    }

    /** Waits until something arrives, or for so long. */
    void awaitArrival(Duration atMost) throws InterruptedException {
        arrivals.drainPermits();
        arrivals.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
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
