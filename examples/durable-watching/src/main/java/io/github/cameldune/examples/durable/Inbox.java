package io.github.cameldune.examples.durable;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Who reads the queues: keeps and prints what arrives. One thread may wait for arrivals. */
final class Inbox implements AutoCloseable {

    private static final List<String> QUEUES =
            List.of(Arrival.AUDIT, "dune.completed", "dune.failed", "dune.unwatched");

    private final Transcript transcript;
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Arrival> unseen = new LinkedBlockingQueue<>();
    private final Set<String> audited = new HashSet<>();
    private final ActiveMQConnectionFactory connections;
    private final Connection connection;

    Inbox(String brokerUrl, Transcript transcript) throws JMSException {
        this.transcript = transcript;
        connections = new ActiveMQConnectionFactory(brokerUrl);
        connection = connections.createConnection();
    }

    void open() throws JMSException {
        // one session, so one thread: arrivals are kept in the order in which they came
        Session session = connection.createSession();
        for (String queue : QUEUES) {
            session.createConsumer(session.createQueue(queue)).setMessageListener(this::take);
        }
        connection.start();
    }

    private void take(Message message) {
        try {
            Arrival arrival = Arrival.of(message);
            print(arrival);
            arrivals.add(arrival);
            unseen.add(arrival);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private void print(Arrival arrival) {
        String text = arrival.report() + " of " + arrival.customer() + " ended, " + arrival.eventId() + ", sent by "
                + arrival.node();
        if (!arrival.isAudit()) {
            transcript.line(arrival.queue(), text);
        } else if (!audited.add(arrival.eventId())) {
            transcript.line(arrival.queue(), "AGAIN: " + text);
        }
    }

    /**
     * Waits for an arrival that was not waited for before.
     *
     * @throws IllegalStateException when none comes in time
     */
    Arrival await(String what, Predicate<Arrival> wanted, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (true) {
            Arrival arrival = unseen.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (arrival == null) {
                throw new IllegalStateException("Waited " + longest.toSeconds() + " s in vain for " + what);
            }
            if (wanted.test(arrival)) {
                return arrival;
            }
        }
    }

    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    @Override
    public void close() throws JMSException {
        connection.close();
        connections.close();
    }
}
