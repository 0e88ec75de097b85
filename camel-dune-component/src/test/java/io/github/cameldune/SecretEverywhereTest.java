package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Wherever the key was given, it is in nothing that Camel shows. The name of the watch list is a canary: it is no secret,
 * and has to be found wherever it is looked for, or nothing was looked at.
 */
class SecretEverywhereTest {

    private static final String SECRET = "S3cret";
    private static final String KEY = SECRET + "+Key%Of~a=Test";
    private static final String CANARY = "Canary";

    /** Where a user may put the key. */
    enum Place {
        COMPONENT(""),
        PLACEHOLDER("&apiKey=RAW({{dune.api-key}})"),
        RAW("&apiKey=RAW(" + KEY + ")");

        private final String option;

        Place(String option) {
            this.option = option;
        }
    }

    private static DuneStub dune;

    @BeforeAll
    static void start() {
        dune = DuneStub.builder().apiKey(KEY).start();
    }

    @AfterAll
    static void stop() {
        dune.close();
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void showsTheKeyNowhere(Place place) throws Exception {
        Map<String, List<String>> shown = new LinkedHashMap<>();
        ConcurrentMap<String, String> store = new ConcurrentHashMap<>();
        try (CapturedLog log = new CapturedLog(Level.TRACE)) {
            try (DefaultCamelContext camel = context(place, store)) {
                List<String> exceptions = work(camel);
                assertThat(ShownTexts.isAnyDown(camel)).isTrue();
                shown.put("exceptions", exceptions);
                shown.put("JMX", ShownTexts.ofJmx(camel));
                shown.put("endpoints", ShownTexts.ofEndpoints(camel));
                shown.put("health", ShownTexts.ofHealth(camel));
                shown.put("threads", ShownTexts.ofThreads());
                shown.put("console text", ShownTexts.ofConsoles(camel, DevConsole.MediaType.TEXT));
                shown.put("console JSON", ShownTexts.ofConsoles(camel, DevConsole.MediaType.JSON));
                shown.put("store", List.of(store.toString()));
                shown.put("XML", ShownTexts.ofXml(camel));
                shown.put("YAML", ShownTexts.ofYaml(camel));
            }
            shown.put("log", log.lines());
        }
        assertThat(shown.keySet())
                .as("where the canary is not")
                .filteredOn(where -> shown.get(where).stream().noneMatch(text -> text.contains(canaryOf(where))))
                .isEmpty();
        List<String> leaks = new ArrayList<>();
        shown.forEach((where, texts) -> texts.stream()
                .filter(text -> text.contains(SECRET))
                .filter(text -> !isCamelsOwn(place, where, text))
                .forEach(text -> leaks.add(where + ": " + around(text))));
        assertThat(leaks).isEmpty();
    }

    /** Camel leaves the query of a URI out of the names of threads. */
    private static String canaryOf(String where) {
        return where.equals("threads") ? "DunePoll" : CANARY;
    }

    /**
     * A key in a URI is part of the source of the route, which Camel itself shows in dumps, consoles and logs of its own.
     * That is why the key belongs to the component, where it is shown by nobody.
     */
    private static boolean isCamelsOwn(Place place, String where, String text) {
        if (place == Place.COMPONENT) {
            return false;
        }
        return switch (where) {
            case "XML", "YAML" -> true;
            case "console text", "console JSON" -> !text.startsWith("dune: ");
            case "log" -> text.startsWith("TRACE org.apache.camel.") || text.startsWith("DEBUG org.apache.camel.");
            default -> false;
        };
    }

    private static String around(String text) {
        int at = text.indexOf(SECRET);
        return text.substring(Math.max(0, at - 100), Math.min(text.length(), at + 30));
    }

    private static List<String> work(CamelContext camel) throws Exception {
        String id = dune.execution().stays("EXECUTING").start();
        String failing = dune.execution().stays("EXECUTING").start();
        List<String> exceptions = new ArrayList<>();
        ProducerTemplate template = camel.createProducerTemplate();
        template.sendBodyAndHeader("direct:watch", null, DuneConstants.EXECUTION_ID, id);
        // before the key is refused, which pauses polls
        await().atMost(Duration.ofSeconds(30)).until(() -> dune.requests(id).size() > 0);
        dune.fail(
                failing,
                Fault.answer(401, "{\"error\":\"invalid API Key " + KEY + "\"}"),
                Fault.answer(500, "<" + KEY + "> " + CANARY),
                Fault.answer(200, KEY),
                // once more, since a connection that was kept may have been closed meanwhile
                Fault.reset().times(2));
        for (int i = 0; i < 4; i++) {
            Exchange exchange = template.send(
                    "direct:status", sent -> sent.getMessage().setHeader(DuneConstants.EXECUTION_ID, failing));
            exceptions.add(ShownTexts.ofException(exchange.getException()));
        }
        dune.fail(id, Fault.answer(500, "<" + KEY + "> " + CANARY).forever());
        await().atMost(Duration.ofSeconds(30)).until(() -> ShownTexts.isAnyDown(camel));
        return exceptions;
    }

    private static DefaultCamelContext context(Place place, Map<String, String> store) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.setDevConsole(true);
        camel.getRegistry().bind("store", store);
        if (place == Place.PLACEHOLDER) {
            camel.getPropertiesComponent().addInitialProperty("dune.api-key", KEY);
        }
        DuneComponent component = new DuneComponent();
        component.getConfiguration().setBaseUrl(dune.baseUrl());
        component.getConfiguration().setApiKey(place == Place.COMPONENT ? KEY : null);
        camel.addComponent("dune", component);
        HealthCheckRegistry registry = HealthCheckHelper.getHealthCheckRegistry(camel);
        registry.register(registry.resolveById("consumers"));
        String list = "?watchStore=#store&watchList=" + CANARY + place.option;
        FastTime.install(camel, 50);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().logStackTrace(true).logExhaustedMessageBody(true));
                from("direct:status").to("dune:status?rateLimitTimeout=1000" + place.option);
                from("direct:watch").to("dune:watch" + list);
                from("dune:status" + list + "&delay=50").to("log:seen?showAll=true");
            }
        });
        camel.start();
        return camel;
    }
}
