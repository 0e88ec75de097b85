package io.github.cameldune.examples.database;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.StubRows;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/**
 * Starts the stub of Dune, the broker and Camel, waits for the rows and the failure, and prints what happened. The process
 * ends with 0 if everything is where it belongs, else with 1.
 */
public final class QueryToDatabase {

    /** More than a page of the stub, and no multiple of a batch. */
    private static final int ROWS = 1_234;

    private static final int PAGE = 500;
    private static final long VOLUME = 4242;
    private static final long HOLDERS = 4243;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private QueryToDatabase() {}

    /**
     * Runs the demonstration.
     *
     * @param args not used
     * @throws Exception if the broker or Camel does not start
     */
    public static void main(String[] args) throws Exception {
        System.exit(run(System.out) ? 0 : 1);
    }

    static boolean run(PrintStream out) throws Exception {
        try (DuneStub dune = stub()) {
            EmbeddedActiveMQ broker = new EmbeddedActiveMQ().setConfigResourcePath("broker.xml");
            broker.start();
            Main camel = new Main();
            try {
                return run(camel, dune, out);
            } finally {
                camel.stop();
                broker.stop();
            }
        }
    }

    /** Two queries: one completes with rows in three pages, one fails. */
    private static DuneStub stub() {
        DuneStub dune = DuneStub.builder().apiKey("key-of-the-stub").start();
        dune.settings().pageCap(PAGE);
        dune.query(VOLUME).parameters("min_volume").runsEach((submission, execution) -> execution
                .pendingFor(Duration.ofSeconds(1))
                .executingFor(Duration.ofSeconds(2))
                .completed()
                .rows(StubRows.generated(ROWS, QueryToDatabase::row)));
        dune.query(HOLDERS).runsEach((submission, execution) -> execution
                .pendingFor(Duration.ofSeconds(1))
                .failed("syntax_error", "Error: Line 3:14: mismatched input 'form'", 3, 14));
        return dune;
    }

    private static Map<String, Object> row(long number) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("day", LocalDate.of(2026, 1, 1).plusDays(number / 10).toString());
        row.put("project", "project " + number % 10);
        row.put("trades", number * 1_000_003);
        return row;
    }

    private static boolean run(Main camel, DuneStub dune, PrintStream out) throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        AtomicReference<String> failure = new AtomicReference<>("");
        AtomicInteger runs = new AtomicInteger();
        camel.addOverrideProperty("camel.component.dune.api-key", dune.apiKey());
        camel.addOverrideProperty("camel.component.dune.base-url", dune.baseUrl());
        // the second tick is a re-run of the same day
        camel.addOverrideProperty("period", "3s");
        camel.addOverrideProperty("repeat", "2");
        camel.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:started").process(exchange -> runs.incrementAndGet());
                from("direct:failure-seen").process(exchange -> {
                    failure.set(describe(exchange));
                    failed.countDown();
                });
            }
        });
        camel.start();
        DataSource database = camel.lookup("database", DataSource.class);

        boolean allRows = await(() -> rows(database) == ROWS);
        boolean seen = failed.await(LONGEST.toSeconds(), TimeUnit.SECONDS);
        boolean ranAgain = await(() -> runs.get() == 2);
        int started = dune.submissions(VOLUME).size();

        out.println("Rows in the table VOLUME:           " + rows(database) + " of " + ROWS);
        out.println("Failed, on the queue reports.failed: " + failure);
        out.println("Executions of query " + VOLUME + ":           " + started
                + ", although it was run twice with one token");
        boolean well = allRows && seen && ranAgain && started == 1;
        out.println(well ? "Everything arrived." : "Something is missing.");
        return well;
    }

    private static String describe(Exchange exchange) {
        return exchange.getMessage().getHeader("Report") + ", "
                + exchange.getMessage().getHeader("DuneErrorType");
    }

    private static boolean await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return true;
    }

    private static int rows(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM VOLUME")) {
            count.next();
            return count.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
