package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The API key is in no log and no exception; what else Camel shows is looked at in {@link SecretEverywhereTest}. */
class ApiKeySecretTest {

    private static final String KEY = "S3cretKeyOfATest";

    private static DuneStub dune;

    @BeforeAll
    static void start() {
        dune = DuneStub.builder().apiKey(KEY).start();
        dune.query(4242);
    }

    @AfterAll
    static void stop() {
        dune.close();
    }

    @Test
    void isInNoLogLineOfAnyLevel() throws Exception {
        String id = dune.execution().state("PENDING").completed().start();
        String failing = dune.execution().completed().start();
        try (CapturedLog log = new CapturedLog(Level.TRACE)) {
            try (DefaultCamelContext camel = context()) {
                ProducerTemplate template = camel.createProducerTemplate();
                for (String uri : List.of(
                        "direct:status",
                        "direct:await",
                        "direct:watch",
                        "direct:execute",
                        "direct:sql",
                        "direct:cancel")) {
                    assertThat(template.send(uri, exchange -> {
                                        exchange.getMessage().setHeader("CamelDuneExecutionId", id);
                                        exchange.getMessage().setHeader("CamelDuneRequestToken", uri);
                                    })
                                    .getException())
                            .isNull();
                }
                dune.fail(
                        failing,
                        Fault.answer(401, "{\"error\":\"invalid API Key " + KEY + "\"}"),
                        Fault.answer(200, "<html>" + KEY),
                        // once more, since a connection that was kept may have been closed meanwhile
                        Fault.reset().times(2));
                for (int i = 0; i < 3; i++) {
                    assertThat(template.send("direct:status", exchange -> exchange.getMessage()
                                            .setHeader("CamelDuneExecutionId", failing))
                                    .getException())
                            .isNotNull();
                }
                dune.failSubmissions(
                        Fault.answer(403, "{\"error\":\"" + KEY + "\"}"),
                        Fault.answer(500, KEY),
                        Fault.answer(200, "<html>" + KEY),
                        Fault.reset());
                for (int i = 0; i < 4; i++) {
                    String token = "failing " + i;
                    assertThat(template.send("direct:execute", exchange -> exchange.getMessage()
                                            .setHeader("CamelDuneRequestToken", token))
                                    .getException())
                            .isNotNull();
                }
            }
            assertThat(log.lines()).as("HttpClient's own log is on").anyMatch(line -> line.contains("hc.client5"));
            assertThat(log.lines())
                    .as("Camel's own log is on")
                    .anyMatch(line -> line.contains("TRACE org.apache.camel"));
            assertThat(log.lines().stream().filter(line -> line.contains(KEY))).isEmpty();
        }
    }

    /** Camel's own TRACE shows URIs as they are; ours and HttpClient's must not add to that. */
    @Test
    void isInNoLogLineOfOursWhenItIsInAUri() throws Exception {
        String id = dune.execution().completed().start();
        try (CapturedLog log = new CapturedLog(Level.TRACE)) {
            try (DefaultCamelContext camel = context()) {
                assertThat(camel.createProducerTemplate()
                                .send("dune:status?apiKey=" + KEY, exchange -> exchange.getMessage()
                                        .setHeader("CamelDuneExecutionId", id))
                                .getException())
                        .isNull();
            }
            assertThat(log.lines().stream()
                            .filter(line -> line.contains(KEY))
                            .filter(line -> !line.startsWith("TRACE org.apache.camel.")))
                    .isEmpty();
        }
    }

    @Test
    void isInNoException() throws Exception {
        String id = dune.execution().completed().start();
        dune.fail(
                id,
                Fault.answer(401, "{\"error\":\"invalid API Key " + KEY + "\"}"),
                Fault.answer(200, "{\"key\":\"" + KEY + "\"}"),
                Fault.answer(500, "x".repeat(1015) + KEY),
                // once more, since a connection that was kept may have been closed meanwhile
                Fault.reset().times(2));
        try (DefaultCamelContext camel = context()) {
            ProducerTemplate template = camel.createProducerTemplate();
            for (int i = 0; i < 4; i++) {
                Exception exception = template.send("direct:status", exchange -> exchange.getMessage()
                                .setHeader("CamelDuneExecutionId", id))
                        .getException();
                assertThat(exception).isNotNull();
                StringWriter trace = new StringWriter();
                exception.printStackTrace(new PrintWriter(trace));
                assertThat(trace.toString()).doesNotContain(KEY);
                if (exception instanceof DuneApiException error) {
                    assertThat(error.getExcerpt()).doesNotContain(KEY.substring(0, 8));
                }
            }
        }
    }

    @Test
    void isInNoExceptionOfASubmission() throws Exception {
        dune.failSubmissions(
                Fault.answer(403, "{\"error\":\"" + KEY + "\"}"),
                Fault.answer(500, KEY),
                Fault.answer(200, "<html>" + KEY),
                Fault.reset());
        try (DefaultCamelContext camel = context()) {
            ProducerTemplate template = camel.createProducerTemplate();
            for (int i = 0; i < 4; i++) {
                StringWriter trace = new StringWriter();
                template.send("direct:execute", exchange -> {}).getException().printStackTrace(new PrintWriter(trace));
                assertThat(trace.toString()).contains("query 4242").doesNotContain(KEY);
            }
        }
    }

    @Test
    void isMaskedInAnEndpointsText() throws Exception {
        try (DefaultCamelContext camel = context()) {
            Endpoint endpoint = camel.getEndpoint("dune:status?apiKey=" + KEY);

            assertThat(endpoint.toString()).contains("apiKey=xxxxxx").doesNotContain(KEY);
            assertThat(camel.getEndpoint("dune:status").getEndpointUri()).doesNotContain(KEY);
        }
    }

    @Test
    void isInNoDumpOfTheRoutesWhenItIsAnOptionOfTheComponent() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            configure(camel);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:status").to("dune:status");
                }
            });
            camel.start();

            // as JMX gives it, which is the same in all versions of Camel
            String dump = camel.getCamelContextExtension()
                    .getContextPlugin(ManagedCamelContext.class)
                    .getManagedRoute(camel.getRoutes().get(0).getRouteId())
                    .dumpRouteAsXml(true);

            assertThat(dump).contains("dune:status").doesNotContain(KEY);
        }
    }

    private static DefaultCamelContext context() throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        configure(camel);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().logStackTrace(true).logExhaustedMessageBody(true));
                from("direct:status").to("dune:status").to("log:seen?showAll=true");
                from("direct:await").to("dune:await").to("log:seen?showAll=true");
                from("direct:watch").to("dune:watch");
                from("direct:execute")
                        .to("dune:execute?queryId=4242&watch=true")
                        .to("log:seen?showAll=true");
                from("direct:sql").to("dune:sql?sql=SELECT 1").to("log:seen?showAll=true");
                from("direct:cancel").to("dune:cancel").to("log:seen?showAll=true");
                from("dune:status?delay=50").to("log:seen?showAll=true");
            }
        });
        camel.start();
        return camel;
    }

    private static void configure(CamelContext camel) {
        DuneComponent component = new DuneComponent();
        component.getConfiguration().setBaseUrl(dune.baseUrl());
        component.getConfiguration().setApiKey(KEY);
        camel.addComponent("dune", component);
    }
}
