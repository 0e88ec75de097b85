package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No answer, or none to its end: the exception stays the {@link IOException} that it is. */
class ConnectionFaultsTest extends StubTestSupport {

    private static DuneTestContext context;
    private static String id;

    @BeforeAll
    static void start() {
        context = new DuneTestContext(dune, options -> {
            options.setConnectTimeout(300);
            options.setResponseTimeout(300);
        });
        id = dune.execution().completed().start();
    }

    @AfterAll
    static void stop() {
        context.close();
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
    void sendsNothingOverAConnectionThatDuneClosedWhileItWasIdle() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture.runAsync(() -> answerOnceOnEachConnection(server));
            String uri = "dune:status?baseUrl=http://127.0.0.1:" + server.getLocalPort() + "/api";

            for (int i = 0; i < 3; i++) {
                assertThat(context.send(uri, id).getException()).isNull();
                // idle for longer than HttpClient trusts a connection without a look
                Awaitility.await().pollDelay(Duration.ofMillis(50)).until(() -> true);
            }
        }
    }

    /** Closes each without a word of it in the answer, as a server does whose process ends, or that keeps none for long. */
    private static void answerOnceOnEachConnection(ServerSocket server) {
        String body = "{\"state\":\"QUERY_STATE_PENDING\"}";
        try {
            while (true) {
                try (Socket socket = server.accept();
                        BufferedReader in = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
                    while (!in.readLine().isEmpty()) {}
                    String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n";
                    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            // closed
        }
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
