package io.github.cameldune.examples.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What a person sees: a line for each transition and for all that arrives, as it happens, and a summary. Thread-safe. */
public final class Board {

    /** Where the route writes what Dune says about completed executions. */
    static final String FILES = "target/completed";

    private static final String COLUMNS = "%7s  %-5s  %-26s  %-30s  %s%n";

    private final PrintStream out;
    private final CountDownLatch missing;
    private final Map<String, String> arrivals = new ConcurrentHashMap<>();
    private final Map<String, String> problems = new ConcurrentHashMap<>();
    private volatile long start = System.nanoTime();

    /** Expects so many executions. */
    Board(PrintStream out, int executions) {
        this.out = out;
        missing = new CountDownLatch(executions);
    }

    /** Prints what can be opened in a browser. */
    void pages(List<String> urls) {
        urls.forEach(url -> out.println("While it runs: " + url));
    }

    /** Prints what stands in which column; the seconds count from now. */
    void begin() {
        out.printf("%n" + COLUMNS, "seconds", "what", "execution", "transition, or where it went", "details");
        start = System.nanoTime();
    }

    /**
     * Called by the route for each transition.
     *
     * @param message with the headers of the component
     */
    public void transition(Message message) {
        String before = text(message, "CamelDunePreviousState");
        String states =
                (before.isEmpty() ? "" : shortName(before) + " ") + "-> " + shortName(text(message, "CamelDuneState"));
        line("state", text(message, "CamelDuneExecutionId"), states, "");
    }

    /**
     * Called by the readers of the queues.
     *
     * @param exchange with a message from a queue
     * @throws JMSException if the message does not say from which
     */
    public void arrived(Exchange exchange) throws JMSException {
        Message message = exchange.getMessage();
        arrived(
                "queue",
                text(message, "DuneExecutionId"),
                message.getHeader("JMSDestination", Queue.class).getQueueName(),
                "to " + exchange.getFromRouteId()
                        + optional(": ", text(message, "DuneErrorType"))
                        + optional(", line ", text(message, "DuneErrorLine"))
                        + optional(", column ", text(message, "DuneErrorColumn"))
                        + optional("; report ", text(message, "report"))
                        + optional(" of ", text(message, "requestedBy")));
    }

    /**
     * Called by the route when the file of a completed execution is written.
     *
     * @param message with the headers of the component
     */
    public void completed(Message message) {
        arrived(
                "file",
                text(message, "CamelDuneExecutionId"),
                FILES,
                text(message, "CamelDuneTotalRowCount") + " rows"
                        + optional("; report ", text(message, "report"))
                        + optional(" of ", text(message, "requestedBy")));
    }

    /**
     * Called by the route when Dune refuses the key, so that nothing more is to be expected.
     *
     * @param exchange with the exception
     */
    public void giveUp(Exchange exchange) {
        problems.put(
                "Dune",
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).getMessage());
        while (missing.getCount() > 0) {
            missing.countDown();
        }
    }

    private void arrived(String what, String id, String where, String details) {
        line(what, id, where, details);
        if (arrivals.putIfAbsent(id, where) == null) {
            missing.countDown();
        } else {
            problems.put(id, "arrived more than once");
        }
    }

    private void line(String what, String id, String where, String details) {
        String seconds = String.format("%.1f", (System.nanoTime() - start) / 1e9);
        out.print(String.format(COLUMNS, seconds, what, id, where, details).stripTrailing() + System.lineSeparator());
        out.flush();
    }

    private static String optional(String before, String value) {
        return value.isEmpty() ? "" : before + value;
    }

    private static String text(Message message, String header) {
        return message.getHeader(header, "", String.class);
    }

    private static String shortName(String state) {
        return state.replaceFirst("^QUERY_STATE_", "");
    }

    /** Waits until every execution has arrived somewhere, or it has lasted too long. */
    void await(Duration longest) throws InterruptedException {
        if (!missing.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            problems.put("after " + longest.toSeconds() + " s", "still missing: " + missing.getCount());
        }
    }

    /** Waits on, for those who want to look around. */
    void keep(Duration time) throws InterruptedException {
        if (!time.isZero()) {
            out.printf("%nEverything has ended. It goes on running for %d s.%n", time.toSeconds());
            Thread.sleep(time.toMillis());
        }
    }

    /**
     * Prints how many executions arrived where, and what is wrong with that.
     *
     * @param scenario what should have happened; null when nobody knows
     * @return whether nothing went wrong
     */
    boolean summary(Scenario scenario) {
        Map<String, Integer> counts = new TreeMap<>();
        arrivals.values().forEach(where -> counts.merge(where, 1, Integer::sum));
        out.printf("%nSummary%n");
        counts.forEach((where, count) -> out.printf("%7d  %s%n", count, where));
        if (scenario != null) {
            out.printf("%7d  requests to Dune's stub%n", scenario.dune().requestCount());
            scenario.destinations().forEach((id, where) -> {
                if (!where.equals(arrivals.get(id))) {
                    problems.put(id, "belongs to " + where + ", arrived at " + arrivals.get(id));
                }
            });
        }
        problems.forEach((what, problem) -> out.println("WRONG: " + what + ": " + problem));
        out.println(problems.isEmpty() ? "Everything arrived." : "The demonstration went wrong.");
        return problems.isEmpty();
    }
}
