package io.github.cameldune.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cameldune.CapturedLog;
import io.github.cameldune.DuneComponent;
import io.github.cameldune.DuneConstants;
import io.github.cameldune.DuneUnknownOutcomeException;
import io.github.cameldune.watch.store.JdbcWatchStore;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The process that is killed: makes a submission for each token that comes on its standard input, and says on its standard
 * output what came of it, and what it reports of its own accord. Its arguments are its own name, and the addresses of the stub
 * and the database.
 */
final class SubmittingNode {

    static final String READY = "ready";
    static final String STARTED = "started";
    static final String UNKNOWN = "unknown";
    static final String AGAIN = "again";
    static final String REPORTED = "reported";

    /** With {@code connectTimeout}, and the margin of ten seconds, how long until an outcome counts as never learned. */
    private static final String RESPONSE_TIMEOUT = "1000";

    private SubmittingNode() {}

    public static void main(String[] arguments) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.disableJMX();
        DuneComponent dune = context.getComponent("dune", DuneComponent.class);
        dune.getConfiguration().setBaseUrl(arguments[1]);
        dune.getConfiguration().setApiKey("test-key");
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(arguments[2]);
        context.getRegistry().bind("store", new JdbcWatchStore(database));
        context.start();
        CapturedLog log = new CapturedLog(Level.WARN);
        ProducerTemplate template = context.createProducerTemplate();
        String uri = "dune:execute?queryId=4242&watch=true&watchStore=#store&connectTimeout=1000&responseTimeout="
                + RESPONSE_TIMEOUT;
        context.addService(context.getEndpoint(uri).createProducer());
        ExecutorService senders = Executors.newFixedThreadPool(4);
        print(READY);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String token = line;
            senders.execute(() -> {
                report(log);
                print(outcome(template.send(uri, exchange -> {
                            exchange.getMessage().setHeader(DuneConstants.REQUEST_TOKEN, token);
                            exchange.getMessage()
                                    .setHeader(DuneConstants.QUERY_PARAMETERS, "{\"token\":\"" + token + "\"}");
                        }))
                        + ' '
                        + token);
            });
        }
        // the standard input ends when the test's JVM does, however that ends
        Runtime.getRuntime().halt(1);
    }

    private static String outcome(Exchange exchange) {
        Exception exception = exchange.getException();
        if (exception == null) {
            return STARTED + ' ' + exchange.getMessage().getHeader(DuneConstants.EXECUTION_ID);
        }
        if (exception instanceof DuneUnknownOutcomeException
                && exception.getMessage().contains("never learned")) {
            return UNKNOWN;
        }
        return AGAIN;
    }

    private static synchronized void report(CapturedLog log) {
        for (String line : log.lines()) {
            if (line.contains("The outcome is unknown")) {
                print(REPORTED + ' ' + line.replaceAll(".*request token \"([^\"]*)\".*", "$1"));
            }
        }
        log.lines().clear();
    }

    private static synchronized void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
