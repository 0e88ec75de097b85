package io.github.cameldune.examples.durable;

import io.github.cameldune.stub.StubExecutionBuilder;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** The business: begins an execution now and then, and asks on the queue dune.requests to be told how it ends. */
final class Requests implements AutoCloseable {

    private static final List<String> CUSTOMERS = List.of("acme", "globex", "initech");

    private final Services services;
    private final Script script;
    private final Transcript transcript;
    private final Random random = new Random(7);
    private final List<Request> sent = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ActiveMQConnectionFactory connections;
    private final Connection connection;
    private final Session session;
    private final MessageProducer queue;

    Requests(Services services, Script script, Transcript transcript) throws JMSException {
        this.services = services;
        this.script = script;
        this.transcript = transcript;
        connections = new ActiveMQConnectionFactory(services.brokerUrl());
        connection = connections.createConnection();
        session = connection.createSession();
        queue = session.createProducer(session.createQueue("dune.requests"));
    }

    /** From now on, until all are sent. */
    void open() {
        timer.scheduleAtFixedRate(this::next, 0, script.period().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void next() {
        if (allSent()) {
            timer.shutdown();
            return;
        }
        int number = sent.size() + 1;
        Request request =
                new Request(begin(number), CUSTOMERS.get(random.nextInt(CUSTOMERS.size())), "report-" + number);
        sent.add(request);
        try {
            send(request);
        } catch (JMSException e) {
            transcript.line("requests", "cannot send: " + e);
        }
    }

    private String begin(int number) {
        long range = script.longest().minus(script.shortest()).toMillis();
        Duration duration = script.shortest().plusMillis((long) (range * random.nextDouble()));
        StubExecutionBuilder execution = services.dune()
                .execution()
                .pendingFor(duration.dividedBy(4))
                .executingFor(duration.dividedBy(4).multipliedBy(3));
        return number % 3 == 0
                ? execution
                        .failed("FAILED_TYPE_EXECUTION_TIMEOUT", "Query execution timed out.")
                        .start()
                : execution.completed().start();
    }

    private void send(Request request) throws JMSException {
        TextMessage message = session.createTextMessage(request.executionId());
        message.setStringProperty("customer", request.customer());
        message.setStringProperty("report", request.report());
        queue.send(message);
    }

    boolean allSent() {
        return sent.size() >= script.executions();
    }

    List<Request> sent() {
        return List.copyOf(sent);
    }

    @Override
    public void close() throws JMSException {
        timer.shutdownNow();
        connection.close();
        connections.close();
    }
}
