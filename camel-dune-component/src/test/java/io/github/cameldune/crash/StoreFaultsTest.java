package io.github.cameldune.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameldune.DuneComponent;
import io.github.cameldune.DuneConstants;
import io.github.cameldune.WatchStoreException;
import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.watch.store.JdbcWatchStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database behind the watch store of a running route goes down, freezes and comes back, beside a route that runs on. */
class StoreFaultsTest {

    private static DuneStub dune;
    private static Database database;

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CamelContext context = new DefaultCamelContext();
    private String id;

    @BeforeAll
    static void startServers(@TempDir Path directory) throws Exception {
        dune = DuneStub.start();
        database = new Database(directory);
    }

    @AfterAll
    static void stopServers() throws Exception {
        dune.close();
        database.close();
    }

    @BeforeEach
    void start() throws Exception {
        DuneComponent component = new DuneComponent();
        component.getConfiguration().setBaseUrl(dune.baseUrl());
        component.getConfiguration().setApiKey(dune.apiKey());
        context.addComponent("dune", component);
        context.getRegistry().bind("store", new JdbcWatchStore(database.dataSource()));
        context.disableJMX();
        HealthCheckHelper.getHealthCheckRepository(context, "consumers").setEnabled(true);
        context.start();
        id = dune.execution().stays("PENDING").start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void recordsOnceTheDatabaseIsBackWhatWasDeliveredWhileItWasDown() throws Exception {
        watchFromTheStart();

        database.goDown();
        becomes("EXECUTING");
        awaitEvents("PENDING", "EXECUTING");
        becomes("COMPLETED");
        awaitDown("check that the database runs");
        assertThat(watch().getException()).isInstanceOf(WatchStoreException.class);
        database.comeBack();

        awaitEvents("PENDING", "EXECUTING", "COMPLETED");
        awaitUp();
        eventually().until(() -> database.watches() == 0);
    }

    @Test
    void beginsToWatchWhenTheDatabaseBegins() throws Exception {
        watch();
        database.goDown();
        startRoute();
        awaitDown("check that the database runs");
        database.comeBack();

        awaitEvents("PENDING");
        awaitUp();
        becomes("FAILED");
        awaitEvents("PENDING", "FAILED");
    }

    @Test
    void deliversOnceAndRecordsLaterWhenTheDatabaseIsReadOnlyForAWhile() throws Exception {
        watchFromTheStart();

        database.execute("ALTER DATABASE postgres SET default_transaction_read_only = on");
        becomes("EXECUTING");
        awaitEvents("PENDING", "EXECUTING");
        awaitDown("the database is read-only");
        becomes("FAILED");
        database.execute(
                "SET default_transaction_read_only = off",
                "ALTER DATABASE postgres SET default_transaction_read_only = off");

        awaitEvents("PENDING", "EXECUTING", "FAILED");
        awaitUp();
        eventually().until(() -> database.watches() == 0);
    }

    @Test
    void goesOnAskingAndSaysSoWhenTheDatabaseDoesNotAnswer() throws Exception {
        watchFromTheStart();

        try (Connection other = database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE CAMEL_DUNE_WATCH IN ACCESS EXCLUSIVE MODE");
            awaitDown("has not answered");
            becomes("EXECUTING");
            awaitEvents("PENDING", "EXECUTING");
            becomes("CANCELLED");
            other.rollback();
        }

        awaitEvents("PENDING", "EXECUTING", "CANCELED");
        awaitUp();
        eventually().until(() -> database.watches() == 0);
    }

    /** Camel skips the health checks of routes that do not start by themselves, so this one is added when it starts. */
    private void startRoute() throws Exception {
        RouteBuilder.addRoutes(context, routes -> routes.from("dune:status?watchStore=#store&watchStoreRefresh=200"
                        + "&initialDelay=0&delay=200&maxPollInterval=200")
                .routeId("watching")
                .process(
                        exchange -> events.add(exchange.getMessage().getHeader(DuneConstants.EVENT_ID, String.class))));
    }

    private void watchFromTheStart() throws Exception {
        startRoute();
        assertThat(watch().getException()).isNull();
        awaitEvents("PENDING");
        awaitUp();
        // what is told next waits until this is recorded, which must not meet what the test does to the database
        eventually().until(() -> database.watchesWith("QUERY_STATE_PENDING") == 1);
    }

    private Exchange watch() {
        return context.createFluentProducerTemplate()
                .to("dune:watch?watchStore=#store")
                .withHeader(DuneConstants.EXECUTION_ID, id)
                .send();
    }

    private void becomes(String state) {
        dune.execution().id(id).stays(state).start();
    }

    private void awaitEvents(String... states) {
        eventually().untilAsserted(() -> assertThat(events)
                .containsExactly(List.of(states).stream()
                        .map(state -> id + ":QUERY_STATE_" + state)
                        .toArray(String[]::new)));
    }

    private void awaitDown(String reason) {
        eventually().untilAsserted(() -> assertThat(health()).satisfies(result -> {
            assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(result.getMessage().orElse("")
                            + result.getError().map(Throwable::getMessage).orElse(""))
                    .contains(reason);
        }));
    }

    private void awaitUp() {
        eventually().until(() -> health().getState() == HealthCheck.State.UP);
    }

    private HealthCheck.Result health() {
        return HealthCheckHelper.invoke(context).stream()
                .filter(result -> result.getCheck().getId().equals("consumer:watching"))
                .findFirst()
                .orElseThrow();
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }
}
