package io.github.cameldune.examples.durable;

import jakarta.jms.JMSException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The play: requests come all the time; the leader is killed, then the node that took over, and for a while nobody
 * watches; then both nodes come back. Whether all is well is judged by what arrived on the queues.
 */
final class Demonstration implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(120);
    // long enough to kill a process between its delivery and its note of it
    private static final String PAUSE_MILLIS = "400";
    private static final String REGISTRAR = "registrar";
    private static final List<String> WATCHERS = List.of("node-1", "node-2");

    private final Script script;
    private final Transcript transcript;
    private final Path folder;
    private final Services services;
    private final Inbox inbox;
    private final Requests requests;
    private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();
    private boolean over;

    Demonstration(Script script, Transcript transcript, Path folder) throws Exception {
        this.script = script;
        this.transcript = transcript;
        this.folder = folder;
        transcript.title("A broker, a database server and a stub of Dune start; they stay");
        services = Services.onFreePorts(folder);
        inbox = new Inbox(services.brokerUrl(), transcript);
        requests = new Requests(services, script, transcript);
    }

    /**
     * Runs it.
     *
     * @return what went wrong; empty when nothing did
     */
    List<String> run() throws Exception {
        transcript.line("services", services.toString());
        transcript.title("Three processes start: one registers executions, two watch them");
        inbox.open();
        start(REGISTRAR, "register");
        WATCHERS.forEach(name -> start(name, "watch"));
        for (NodeProcess node : nodes.values()) {
            node.awaitStarted(LONG);
        }
        requests.open();

        String first = killWhoeverDelivers(null, "The leader is killed while it delivers");
        double killed = transcript.seconds();
        String second = WATCHERS.get(1 - WATCHERS.indexOf(first));
        inbox.await("an end from " + second, arrival -> arrival.node().equals(second), LONG);
        transcript.line(second, String.format("delivers, %.1f s after the kill", transcript.seconds() - killed));

        killWhoeverDelivers(second, "The other is killed too: nobody watches, requests and executions go on");
        TimeUnit.MILLISECONDS.sleep(script.nobody().toMillis());

        transcript.title("Both come back");
        WATCHERS.forEach(name -> start(name, "watch"));
        awaitEnds();
        awaitRecords();

        transcript.title("The processes are stopped");
        for (NodeProcess node : nodes.values()) {
            node.stop(LONG);
            transcript.line(node.name(), "stopped");
        }
        services.awaitEmptyQueues();
        return new Summary(transcript)
                .of(requests(), arrivals(), services.watches(), services.dune().requestCount());
    }

    private synchronized void start(String name, String profile) {
        if (over) {
            return;
        }
        Map<String, String> properties = new HashMap<>();
        properties.put("camel.component.dune.base-url", services.dune().baseUrl());
        properties.put("broker.url", services.brokerUrl());
        properties.put("database.url", services.databaseUrl());
        properties.put("cluster.folder", folder.resolve("cluster").toString());
        properties.put("cluster.interval", String.valueOf(script.heartbeat().toMillis()));
        properties.put("demonstration.pause", PAUSE_MILLIS);
        nodes.put(name, new NodeProcess(name, profile, properties, folder.resolve("logs"), transcript));
    }

    /** Kills the node that sent the end that arrived just now, before it can note that it did. */
    private String killWhoeverDelivers(String node, String title) throws InterruptedException {
        Set<String> ends = new HashSet<>();
        Arrival last = inbox.await(
                "ends to be delivered",
                arrival -> !arrival.isAudit()
                        && (node == null || node.equals(arrival.node()))
                        && ends.add(arrival.eventId())
                        && ends.size() >= script.endsBeforeKill(),
                LONG);
        NodeProcess leader = nodes.get(last.node());
        leader.kill();
        transcript.title(title);
        transcript.line(leader.name(), "KILLED: kill -9 " + leader.pid());
        leader.awaitEnd();
        return leader.name();
    }

    private void awaitEnds() throws InterruptedException {
        while (!requests.allSent()
                || !Summary.missing(requests.sent(), inbox.arrivals()).isEmpty()) {
            inbox.await("the ends of all executions", arrival -> true, LONG);
        }
    }

    /** An end that arrived just before a kill is delivered again, and is off the watch list only then. */
    private void awaitRecords() throws Exception {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (services.watches() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** What was asked for until now. */
    List<Request> requests() {
        return requests.sent();
    }

    /** What arrived until now, repeats included. */
    List<Arrival> arrivals() {
        return inbox.arrivals();
    }

    /** Leaves no process behind. */
    synchronized void killAll() {
        over = true;
        nodes.values().forEach(NodeProcess::kill);
    }

    @Override
    public void close() throws JMSException {
        killAll();
        nodes.values().forEach(NodeProcess::awaitEnd);
        requests.close();
        inbox.close();
        services.close();
    }
}
