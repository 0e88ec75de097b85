package io.github.cameldune.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameldune.DuneConstants;
import io.github.cameldune.DuneWatchTimeoutException;
import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.Fault;
import io.github.cameldune.stub.StubRows;
import io.github.cameldune.watch.store.JdbcWatchStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.h2.jdbcx.JdbcDataSource;

/** What each example of the page is to do, by its name: what it needs before it starts, and what is seen after. */
final class Scenarios {

    /** The executions that the page names: the first fails, the second completes. */
    static final String FAILS = "01HKZJ2683PHF9Q9PHHQ8FW4Q1";

    static final String COMPLETES = "01K85QHSS0RBGW4BHDM0RFCG9C";

    /** A step of a scenario. */
    interface Step {
        void run(ExampleRun run) throws Exception;
    }

    /**
     * A scenario.
     *
     * @param before what the application around the example provides
     * @param after what the example does once it has started
     */
    record Scenario(Step before, Step after) {}

    private static final Map<String, Scenario> ALL = new LinkedHashMap<>();

    static {
        add("component", Scenarios::componentIsConfigured);
        add("body", run -> assertThat(
                        run.send("direct:status", FAILS).getMessage().getHeader("ended", Boolean.class))
                .isTrue());
        add("status", run -> assertThat(state(run.send("direct:status", FAILS))).isEqualTo("QUERY_STATE_FAILED"));
        add("consume", run -> {
            assertThat(id(run.received("dune.failed"))).isEqualTo(FAILS);
            assertThat(id(run.received("dune.ended"))).isEqualTo(COMPLETES);
        });
        add("watch", run -> correlationComesBack(run, "dune.started", "dune.ended"));
        add("readme consume", Scenarios::bindTable, run -> {
            assertThat(run.received("dune.failed").getMessage().getHeaders()).containsEntry("DuneExecutionId", FAILS);
            await().atMost(Duration.ofSeconds(40)).until(() -> table(run), hashes -> hashes.size() == 2);
        });
        add("unwatch", run -> {
            run.watch(COMPLETES);
            assertThat(run.watches()).hasSize(1);
            assertThat(run.send("direct:forget", COMPLETES).getException()).isNull();
            assertThat(run.watches()).isEmpty();
        });
        add("await", run -> {
            String id = run.dune().execution().state("EXECUTING").failed().start();
            assertThat(run.send("direct:ended", id).getException()).isNull();
            assertThat(state(run.received("dune.ended"))).isEqualTo("QUERY_STATE_FAILED");
        });
        add("execute", run -> {
            Exchange started = run.send("direct:run");
            assertThat(started.getException()).isNull();
            assertThat(run.watches()).containsKey("default/" + id(started));
        });
        add("sql", run -> {
            Exchange counted = run.send("direct:sql");
            assertThat(counted.getException()).isNull();
            assertThat(counted.getMessage().getBody()).isEqualTo(Map.of("n", 7));
        });
        add("cancel", run -> {
            String id = run.dune().execution().stays("EXECUTING").start();
            Exchange cancelled = run.send("direct:stop", id);
            assertThat(cancelled.getException()).isNull();
            assertThat(cancelled.getMessage().getHeader(DuneConstants.CANCELLED, Boolean.class))
                    .isTrue();
        });
        add("results", Scenarios::bindTable, run -> {
            assertThat(run.send("direct:rows", COMPLETES).getException()).isNull();
            assertThat(table(run)).containsExactly("0xab", "0xcd");
        });
        add("latest", run -> {
            Exchange latest = run.send("direct:latest");
            assertThat(latest.getException()).isNull();
            assertThat(latest.getMessage().getBody(List.class).size()).isEqualTo(2);
        });
        add(
                "latest-consume",
                run -> RouteBuilder.addRoutes(
                        run.camel(), routes -> routes.from("direct:rows").to("jms:queue:rows")),
                run -> assertThat(run.received("rows")
                                .getMessage()
                                .getBody(List.class)
                                .size())
                        .isEqualTo(2));
        add("branch", Scenarios::eachKindComesToItsQueue);
        add("jms", run -> {
            run.watch(FAILS);
            assertThat(run.received("dune.ended").getMessage().getHeaders())
                    .containsEntry("DuneState", "QUERY_STATE_FAILED")
                    .containsEntry("DuneErrorType", "FAILED_TYPE_EXECUTION_FAILED")
                    .containsEntry("DuneEventId", FAILS + ":QUERY_STATE_FAILED");
        });
        add("idempotent", Scenarios::bindSeen, run -> {
            run.watch(FAILS);
            run.watch(COMPLETES);
            assertThat(id(run.received("dune.ended"))).isEqualTo(COMPLETES);
        });
        add("store", Scenarios::bindDatabase, run -> {
            String id = run.dune().execution().stays("EXECUTING").start();
            assertThat(run.send("dune:watch?watchStore=#database", id).getException())
                    .isNull();
            await().atMost(Duration.ofSeconds(40)).until(() -> stored(run, id).contains("EXECUTING"));
        });
        add("master", Scenarios::bindDatabaseAndCluster, run -> {
            assertThat(run.send("dune:watch?watchStore=#bean:database", FAILS).getException())
                    .isNull();
            assertThat(id(run.received("dune.ended"))).isEqualTo(FAILS);
        });
        add(
                "redelivery",
                run -> run.camel().getPropertiesComponent().addInitialProperty("redelivery.delay", "10"),
                run -> {
                    String id = run.dune().execution().failed().start();
                    run.dune().fail(id, Fault.serverError(503), Fault.reset(), Fault.tooManyRequests("1"));
                    assertThat(state(run.send("direct:status", id))).isEqualTo("QUERY_STATE_FAILED");
                });
        add("unwatched", run -> run.configuration().setWatchTimeout(1_500), run -> {
            run.watch(run.dune().execution().stays("EXECUTING").start());
            Exchange report = run.received("dune.unwatched");
            assertThat(report.getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(DuneWatchTimeoutException.class);
            assertThat(report.getMessage().getBody(String.class)).contains("watchTimeout");
        });
        add("endpoint-dsl", run -> {
            assertThat(run.send("direct:started", FAILS, Map.of("OrderId", "7")).getException())
                    .isNull();
            assertThat(run.received("dune.ended").getMessage().getHeaders()).containsEntry("OrderId", "7");
        });
    }

    private Scenarios() {}

    /** What the stub knows before any example runs. */
    static void prepare(DuneStub dune) {
        dune.execution().id(FAILS).failed().start();
        StubRows blocks = StubRows.of(StubRows.row("id", 1, "hash", "0xab"), StubRows.row("id", 2, "hash", "0xcd"));
        dune.execution().id(COMPLETES).completed().rows(blocks).start();
        dune.query(4242)
                .latest(dune.execution().queryId(4242).completed().rows(blocks).start());
        dune.query(4242).parameters("wallet");
        dune.onSql(execution -> execution.completed().rows(StubRows.of(StubRows.row("n", 7))));
    }

    static Map<String, Scenario> all() {
        return ALL;
    }

    private static void add(String name, Step after) {
        add(name, run -> {}, after);
    }

    private static void add(String name, Step before, Step after) {
        ALL.put(name, new Scenario(before, after));
    }

    private static void componentIsConfigured(ExampleRun run) {
        assertThat(run.configuration().getRequestsPerMinute()).isEqualTo(40);
    }

    private static void correlationComesBack(ExampleRun run, String from, String to) {
        run.camel()
                .createProducerTemplate()
                .sendBodyAndHeaders("jms:queue:" + from, null, Map.of("executionId", FAILS, "OrderId", "7"));

        assertThat(run.received(to).getMessage().getHeaders())
                .containsEntry("OrderId", "7")
                .containsEntry(DuneConstants.EXECUTION_ID, FAILS);
    }

    private static void eachKindComesToItsQueue(ExampleRun run) {
        Map<String, List<Object>> queues = new LinkedHashMap<>();
        queues.put("running", List.of("QUERY_STATE_EXECUTING", false, ""));
        queues.put("author", List.of("QUERY_STATE_FAILED", true, "syntax_error"));
        queues.put("failed", List.of("QUERY_STATE_FAILED", true, "FAILED_TYPE_EXECUTION_FAILED"));
        queues.put("gone", List.of("QUERY_STATE_EXPIRED", true, ""));
        queues.put("cut", List.of("QUERY_STATE_COMPLETED_PARTIAL", true, ""));
        queues.put("completed", List.of("QUERY_STATE_COMPLETED", true, ""));
        queues.put("unknown", List.of("QUERY_STATE_ARCHIVED", true, ""));
        queues.forEach((queue, status) -> {
            run.send(
                    "direct:branch",
                    queue,
                    Map.of(
                            DuneConstants.STATE, status.get(0),
                            DuneConstants.EXECUTION_FINISHED, status.get(1),
                            DuneConstants.ERROR_TYPE, status.get(2)));
            assertThat(run.messages(queue)).as(queue).hasSize(1);
        });
        run.send(
                "direct:branch",
                "canceled",
                Map.of(DuneConstants.STATE, "QUERY_STATE_CANCELED", DuneConstants.EXECUTION_FINISHED, true));
        assertThat(run.messages("gone")).hasSize(2);
    }

    private static void bindSeen(ExampleRun run) {
        MemoryIdempotentRepository seen = new MemoryIdempotentRepository();
        seen.start();
        // as if the first execution had been delivered before a crash
        seen.add(FAILS + ":QUERY_STATE_FAILED");
        run.camel().getRegistry().bind("seen", seen);
    }

    private static void bindDatabase(ExampleRun run) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + run.example().toString().replace(' ', '_') + ";DB_CLOSE_DELAY=-1");
        run.camel().getRegistry().bind("database", DataSource.class, database);
    }

    /** A table for the rows of the execution that completes. */
    private static void bindTable(ExampleRun run) throws Exception {
        bindDatabase(run);
        try (Connection connection = database(run).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE BLOCKS (ID BIGINT PRIMARY KEY, HASH VARCHAR(66))");
        }
    }

    private static List<String> table(ExampleRun run) throws SQLException {
        List<String> hashes = new ArrayList<>();
        try (Connection connection = database(run).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT HASH FROM BLOCKS ORDER BY ID")) {
            while (rows.next()) {
                hashes.add(rows.getString(1));
            }
        }
        return hashes;
    }

    private static DataSource database(ExampleRun run) {
        return run.camel().getRegistry().lookupByNameAndType("database", DataSource.class);
    }

    private static void bindDatabaseAndCluster(ExampleRun run) throws Exception {
        bindDatabase(run);
        FileLockClusterService cluster = new FileLockClusterService();
        Path folder = Path.of("target", "page", run.example().toString());
        cluster.setRoot(Files.createDirectories(folder).toString());
        cluster.setAcquireLockDelay(10, TimeUnit.MILLISECONDS);
        cluster.setAcquireLockInterval(100, TimeUnit.MILLISECONDS);
        run.camel().addService(cluster);
    }

    private static String stored(ExampleRun run, String id) {
        return new JdbcWatchStore(database(run)).get("default", id);
    }

    private static String state(Exchange exchange) {
        return exchange.getMessage().getHeader(DuneConstants.STATE, String.class);
    }

    private static String id(Exchange exchange) {
        return exchange.getMessage().getHeader(DuneConstants.EXECUTION_ID, String.class);
    }
}
