package io.github.cameldune.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** The clock that an answer was written by, from real HTTP: what the detection delay is measured against. */
class AnswerDateTest {

    private static final ExecutionId ID = new ExecutionId("opaque-1");

    @Test
    void isTheHeaderDateOfTheAnswer() throws Exception {
        byte[] status = "{\"state\":\"QUERY_STATE_PENDING\"}".getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            // which writes a header Date
            exchange.sendResponseHeaders(200, status.length);
            exchange.getResponseBody().write(status);
            exchange.close();
        });
        server.start();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            context.start();
            String root = "http://localhost:" + server.getAddress().getPort();
            assertThat(answeredAt(context, timer, root)).isBetween(Instant.now().minusSeconds(60), Instant.now());
        } finally {
            timer.shutdownNow();
            server.stop(0);
        }
    }

    private static Instant answeredAt(CamelContext context, ScheduledExecutorService timer, String url)
            throws Exception {
        HttpTransport.Settings settings = new HttpTransport.Settings(
                BaseUrl.of(url, false), Duration.ofSeconds(10), Duration.ofSeconds(10), 1, null, false, null);
        try (HttpTransport transport = new HttpTransport(context, settings, timer)) {
            Answer answer = new HttpDuneClient(transport, new ApiKey("test-key")).status(ID);
            assertThat(answer).isInstanceOf(Answer.Known.class);
            return ((Answer.Known) answer).answeredAt();
        }
    }
}
