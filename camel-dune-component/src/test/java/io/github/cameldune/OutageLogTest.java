package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.Fault;
import io.github.cameldune.watch.store.FailingStore;
import io.github.cameldune.watch.store.MapWatchStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What 200 watches write into the log in an outage of two minutes: one WARN when it begins, at most one a minute, one INFO
 * when it ends, no stack trace. Prints the figures.
 */
class OutageLogTest {

    private static final int WATCHES = Integer.getInteger("outage.watches", 50);

    /** 1, with 200 watches, for the figures in real time, which take ten minutes. */
    private static final int PACE = Integer.getInteger("outage.pace", 60);

    private static final Duration OUTAGE = Duration.ofMinutes(2);

    private final Receiver receiver = new Receiver();
    private final FailingStore store = new FailingStore(new MapWatchStore(new ConcurrentHashMap<>()));
    private final CamelContext context = new DefaultCamelContext();
    private DuneStub dune;
    private List<String> ids;
    private CapturedLog log;

    @BeforeEach
    void watch() throws Exception {
        dune = DuneStub.start();
        context.disableJMX();
        context.getShutdownStrategy().setTimeout(5);
        context.getRegistry().bind("store", store);
        DuneConfiguration configuration =
                context.getComponent("dune", DuneComponent.class).getConfiguration();
        configuration.setBaseUrl(dune.baseUrl());
        configuration.setApiKey(dune.apiKey());
        FastTime.install(context, PACE);
        context.start();
        ids = IntStream.range(0, WATCHES)
                .mapToObj(any -> dune.execution().stays("PENDING").start())
                .toList();
        RouteBuilder.addRoutes(context, routes -> routes.from("dune:status?initialDelay=0&maxPollInterval=40000"
                        + "&watchStore=#store&executionIds=" + String.join(",", ids))
                .routeId("watching")
                .process(receiver));
        eventually().until(() -> receiver.received().size() == WATCHES);
        log = new CapturedLog(Level.INFO);
    }

    @AfterEach
    void stop() {
        log.close();
        context.stop();
        dune.close();
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(50));
    }

    private static void lastsTwoMinutes() {
        Instant end = Instant.now().plus(OUTAGE.dividedBy(PACE));
        eventually().until(() -> Instant.now().isAfter(end));
    }

    private void allCompleted() {
        ids.forEach(id -> dune.execution().id(id).completed().start());
        long before = receiver.received().stream()
                .map(Receiver.Received::eventId)
                .distinct()
                .count();
        eventually().until(() -> ids.stream().allMatch(id -> receiver.states(id).contains("COMPLETED")));
        assertThat(before).isPositive();
    }

    @Test
    void connectionsAreRefused() {
        int port = dune.port();
        dune.close();

        lastsTwoMinutes();
        dune = DuneStub.startOn(port);
        allCompleted();

        expectFewLines("connection refused", "Requests to Dune");
    }

    @Test
    void duneAnswers503() {
        dune.failAll(Fault.serverError(503).forever());

        lastsTwoMinutes();
        dune.heal();
        allCompleted();

        expectFewLines("503", "Requests to Dune");
    }

    @Test
    void duneRefusesTheKey() {
        dune.failAll(Fault.unauthorized().forever());

        lastsTwoMinutes();
        dune.heal();
        allCompleted();

        expectFewLines("401", "Requests to Dune");
    }

    @Test
    void theRouteRejectsAll() {
        receiver.then(exchange -> {
            throw new IllegalStateException("not now");
        });
        ids.forEach(id -> dune.execution().id(id).stays("EXECUTING").start());

        lastsTwoMinutes();
        receiver.then(exchange -> {});
        allCompleted();

        expectFewLines("route rejects", "The route");
    }

    @Test
    void theStoreIsAway() {
        store.reads(false).writes(false);
        ids.forEach(id -> dune.execution().id(id).stays("EXECUTING").start());

        lastsTwoMinutes();
        store.reads(true).writes(true);
        allCompleted();

        expectFewLines("store away", "what cannot be recorded");
    }

    private void expectFewLines(String outage, String subject) {
        eventually().until(() -> log.lines().stream().anyMatch(line -> line.contains("The outage lasted")));
        List<String> ours = new ArrayList<>();
        List<String> camels = new ArrayList<>();
        for (String event : log.lines()) {
            (event.contains(" io.github.cameldune.") && event.indexOf(" io.github.cameldune.") < 10 ? ours : camels)
                    .add(event);
        }
        long lines =
                log.lines().stream().mapToLong(event -> event.lines().count()).sum();
        System.out.printf(
                "OUTAGE %-20s %6d lines, %4d stack traces; events: %d of ours, %d of Camel's%n",
                outage,
                lines,
                log.lines().stream().filter(OutageLogTest::hasStackTrace).count(),
                ours.size(),
                camels.size());
        assertThat(ours).noneMatch(OutageLogTest::hasStackTrace);
        List<String> warnings =
                ours.stream().filter(line -> line.startsWith("WARN")).toList();
        assertThat(warnings)
                .as("one at the beginning, and at most one a minute")
                .hasSizeBetween(1, 5)
                .allMatch(line -> line.contains(subject));
        assertThat(ours.stream()
                        .filter(line -> line.contains("The outage lasted"))
                        .toList())
                .as("the end")
                .hasSizeBetween(1, 2);
        // Camel reports each exchange that fails; the consumer slows down, so there are few of them
        assertThat(camels.size()).isLessThan(60);
    }

    private static boolean hasStackTrace(String event) {
        return event.contains("\n\tat ");
    }
}
