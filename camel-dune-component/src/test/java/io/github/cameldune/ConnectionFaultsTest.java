package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.Fault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No answer, or none to its end: the exception stays the {@link IOException} that it is. */
class ConnectionFaultsTest {

    private static final Duration LONG = Duration.ofSeconds(3);

    private static DuneStub dune;
    private static DuneTestContext context;
    private static String id;

    @BeforeAll
    static void start() {
        dune = DuneStub.start();
        context = new DuneTestContext(dune, options -> {
            options.setConnectTimeout(300);
            options.setResponseTimeout(300);
        });
        id = dune.execution().completed().start();
    }

    @AfterAll
    static void stop() {
        context.close();
        dune.close();
    }

    @AfterEach
    void heal() {
        dune.heal();
        dune.forgetRequests();
    }

    @ParameterizedTest
    @MethodSource("brokenConnections")
    void staysAnIoException(Fault fault) {
        dune.fail(id, fault);

        Exchange exchange = context.send("dune:status", id);

        assertThat(exchange.getException()).isInstanceOf(IOException.class);
        assertThat(exchange.getMessage().getHeaders()).containsOnlyKeys("CamelDuneExecutionId");
        assertThat(dune.requestCount()).as("no retry of the client's own").isEqualTo(1);
    }

    static Stream<Arguments> brokenConnections() {
        return Stream.of(
                row("a reset", Fault.reset()),
                row("no answer", Fault.noAnswer()),
                row("garbage", Fault.garbage()),
                row("garbage after the headers", Fault.garbageAfterHeaders()),
                row("a body that ends too early", Fault.truncated()));
    }

    @ParameterizedTest
    @MethodSource("slowAnswers")
    void givesUpAfterTheResponseTimeout(Fault fault) {
        dune.fail(id, fault);

        assertThat(context.send("dune:status", id).getException()).isInstanceOf(SocketTimeoutException.class);
    }

    static Stream<Arguments> slowAnswers() {
        return Stream.of(row("slow headers", Fault.slow(LONG)), row("a body in drips", Fault.drip(LONG, 60)));
    }

    private static Arguments row(String name, Fault fault) {
        return Arguments.of(Named.of(name, fault));
    }

    @Test
    void saysThatTheConnectionWasRefused() {
        String gone;
        try (DuneStub stub = DuneStub.start()) {
            gone = stub.baseUrl();
        }

        assertThat(context.send("dune:status?baseUrl=" + gone, id).getException())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void saysThatTheHostIsUnknown() {
        // .invalid is reserved: no resolver knows it
        assertThat(context.send("dune:status?baseUrl=https://dune.invalid/api", id)
                        .getException())
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("dune.invalid");
    }

    @Test
    void endsTheExchangeWhateverAUsersHttpComponentThrows() {
        HttpComponent broken = new HttpComponent();
        broken.setHttpClientConfigurer(builder -> builder.addRequestInterceptorFirst((request, entity, http) -> {
            throw new UnsupportedOperationException("of the user");
        }));
        context.camel().addComponent("broken", broken);
        context.camel().getRegistry().bind("broken", broken);

        assertThat(context.send("dune:status?httpComponent=#broken", id).getException())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(context.camel().getInflightRepository().size()).isZero();
    }

    @Test
    void isMatchedByARedeliveryRuleForIoExceptions() throws Exception {
        context.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IOException.class).maximumRedeliveries(3).redeliveryDelay(0);
                from("direct:redelivered").to("dune:status");
            }
        });
        dune.fail(id, Fault.reset().times(2));

        Exchange exchange = context.send("direct:redelivered", id);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("CamelDuneState")).isEqualTo("QUERY_STATE_COMPLETED");
        assertThat(dune.requestCount()).isEqualTo(3);
    }
}
