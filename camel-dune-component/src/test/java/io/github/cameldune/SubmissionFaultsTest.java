package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.Fault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong with a submission, it is made once, and an exception says whether an execution may be billed. */
class SubmissionFaultsTest {

    private static final String EXECUTE = "dune:execute?queryId=4242&responseTimeout=400&connectTimeout=400";
    private static final String SQL = "dune:sql?sql=SELECT 1&responseTimeout=400&connectTimeout=400";
    private static final List<String> ALL = List.of(EXECUTE, SQL, EXECUTE + "&watch=true");

    private static DuneStub dune;

    private DuneTestContext context;

    @BeforeAll
    static void startStub() {
        dune = DuneStub.start();
        dune.query(4242);
        // loads the classes, which a short time-out is not for
        try (DuneTestContext warm = new DuneTestContext(dune)) {
            assertThat(warm.send("dune:execute?queryId=4242", Map.of()).getException())
                    .isNull();
        }
    }

    @AfterAll
    static void stopStub() {
        dune.close();
    }

    @BeforeEach
    void start() {
        context = new DuneTestContext(dune);
        dune.heal();
        dune.forgetRequests();
    }

    @AfterEach
    void stop() {
        context.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("400", Fault.badRequest(), DuneBadRequestException.class),
                Arguments.of("401", Fault.unauthorized(), DuneUnauthorizedException.class),
                Arguments.of("402", Fault.paymentRequired(), DunePaymentRequiredException.class),
                Arguments.of("403", Fault.forbidden(), DuneUnauthorizedException.class),
                Arguments.of("404", Fault.notFound(), DuneNotFoundException.class),
                Arguments.of("429", Fault.tooManyRequests("1"), DuneRateLimitException.class),
                Arguments.of("302", Fault.redirect("http://localhost:1/"), DuneApiException.class),
                Arguments.of("413", Fault.answer(413, "{}"), DuneApiException.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void aRefusalFailsAsUsualAndTheSameTokenMayBeSentAgain(String name, Fault fault, Class<?> exception) {
        for (String uri : ALL) {
            // a context each, since a 429 pauses the key
            try (DuneTestContext fresh = new DuneTestContext(dune)) {
                Map<String, Object> message = Map.of("CamelDuneRequestToken", name + uri);
                long before = dune.submissionCount();
                dune.failSubmissions(fault);

                assertThat(fresh.send(uri, message).getException())
                        .as(uri)
                        .isExactlyInstanceOf(exception)
                        .isInstanceOfSatisfying(DuneApiException.class, e -> assertThat(e.getHttpResponseCode())
                                .hasToString(name));
                assertThat(dune.submissionCount()).isEqualTo(before);

                assertThat(fresh.send(uri, message).getException()).as(uri).isNull();
                assertThat(dune.submissionCount()).isEqualTo(before + 1);
            }
        }
    }

    static Stream<Arguments> unknownOutcomes() {
        return Stream.of(
                        Map.entry("500", Fault.serverError(500)),
                        Map.entry("502 of a gateway", Fault.html(502)),
                        Map.entry("503", Fault.serverError(503)),
                        Map.entry("connection reset", Fault.reset()),
                        Map.entry("connection closed", Fault.noAnswer()),
                        Map.entry("time-out", Fault.silent(Duration.ofSeconds(1))),
                        Map.entry("no HTTP", Fault.garbage()),
                        Map.entry("broken body", Fault.garbageAfterHeaders()),
                        Map.entry("web page", Fault.html()),
                        Map.entry("empty body", Fault.emptyBody()),
                        Map.entry("other JSON", Fault.otherShape()),
                        Map.entry("no id", Fault.answer(200, "{\"state\":\"QUERY_STATE_PENDING\"}")),
                        Map.entry("bad id", Fault.answer(200, "{\"execution_id\":\"../1\"}")),
                        Map.entry("half of the JSON", Fault.answer(200, "{\"execution_id\":\"01HKZJ26")))
                .flatMap(entry -> Stream.of(
                        Arguments.of(entry.getKey() + ", not started", entry.getValue(), 0),
                        Arguments.of(
                                entry.getKey() + ", started", entry.getValue().afterEffect(), 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unknownOutcomes")
    void anOutcomeThatIsUnknownIsSaidToBeAndNothingIsRepeated(String name, Fault fault, int started) {
        for (String uri : ALL) {
            String token = name + uri;
            long before = dune.submissionCount();
            dune.forgetRequests();
            dune.failSubmissions(fault);

            assertThat(context.send(uri, Map.of("CamelDuneRequestToken", token)).getException())
                    .as(uri)
                    .isInstanceOfSatisfying(DuneUnknownOutcomeException.class, e -> assertThat(e.getRequestToken())
                            .isEqualTo(token))
                    .hasMessageContaining("may have been started and billed")
                    .hasNoCause()
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
            assertThat(dune.requestCount()).as(uri).isEqualTo(1);
            assertThat(dune.submissionCount()).as(uri).isEqualTo(before + started);

            assertThat(context.send(uri, Map.of("CamelDuneRequestToken", token)).getException())
                    .as("the same token again")
                    .isInstanceOf(DuneUnknownOutcomeException.class)
                    .hasMessageContaining("never learned");
            assertThat(dune.requestCount()).as(uri).isEqualTo(1);
        }
    }

    @Test
    void aFailureBeforeAConnectionIsAnIoExceptionAndTheSameTokenMayBeSentAgain() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        Map<String, Object> message = Map.of("CamelDuneRequestToken", "t");

        assertThat(context.send(EXECUTE + "&baseUrl=http://localhost:" + closed + "/api", message)
                        .getException())
                .isInstanceOf(ConnectException.class);
        assertThat(context.send(EXECUTE + "&allowInsecure=true&baseUrl=http://no-such-host.invalid/api", message)
                        .getException())
                .isInstanceOf(UnknownHostException.class);
        try (DuneStub untrusted = DuneStub.startHttps()) {
            assertThat(context.send("dune:execute?queryId=4242&baseUrl=" + untrusted.baseUrl(), message)
                            .getException())
                    .isInstanceOf(SSLException.class);
        }

        assertThat(context.send(EXECUTE, message).getException()).isNull();
    }

    @Test
    void aRedeliveryRuleForIoExceptionsDoesNotRepeatARequestOfUnknownOutcome() throws Exception {
        context.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IOException.class).maximumRedeliveries(3).redeliveryDelay(1);
                onException(DuneApiException.class).maximumRedeliveries(3).redeliveryDelay(1);
                from("direct:in").to("dune:execute?queryId=4242");
            }
        });
        for (Fault fault : List.of(Fault.reset(), Fault.reset().afterEffect(), Fault.serverError(500))) {
            dune.forgetRequests();
            dune.failSubmissions(fault);

            assertThat(context.send("direct:in", Map.of()).getException())
                    .isInstanceOf(DuneUnknownOutcomeException.class);

            assertThat(dune.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void anUnknownOutcomeWithoutATokenSaysHowARetryIsMadeSafe() {
        dune.failSubmissions(Fault.serverError(503).afterEffect());

        assertThat(context.send(EXECUTE, Map.of()).getException())
                .isInstanceOfSatisfying(DuneUnknownOutcomeException.class, e -> {
                    assertThat(e.getHttpResponseCode()).isEqualTo(503);
                    assertThat(e.getRequestToken()).isNull();
                })
                .hasMessageContainingAll("query 4242", "CamelDuneRequestToken", "503");
    }

    @Test
    void aStopOfTheRouteWhileTheRequestIsInFlightDoesNotClaimThatItMayBeSentAgain() throws Exception {
        // the second message waits for a permit, and so for no thread of the caller
        context.close();
        context = new DuneTestContext(dune, options -> options.setMaxConcurrentRequests(1));
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        dune.failSubmissions(Fault.held(first), Fault.held(second));
        Endpoint endpoint = context.camel().getEndpoint("dune:execute?queryId=4242");
        AsyncProducer producer = endpoint.createAsyncProducer();
        context.camel().addService(producer);
        FutureTask<Exchange> one = new FutureTask<>(() -> {
            Exchange exchange = endpoint.createExchange();
            producer.process(exchange);
            return exchange;
        });
        new Thread(one).start();
        await().until(() -> dune.requestCount() == 1);
        CompletableFuture<Exchange> two = producer.processAsync(endpoint.createExchange());
        first.countDown();
        assertThat(one.get().getException()).isNull();
        await().until(() -> dune.requestCount() == 2);

        producer.stop();
        second.countDown();

        assertThat(two.get(10, TimeUnit.SECONDS).getException())
                .satisfiesAnyOf(e -> assertThat(e).isNull(), e -> assertThat(e)
                        .isInstanceOf(DuneUnknownOutcomeException.class));
    }
}
