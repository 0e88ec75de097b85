package io.github.cameldune.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.cameldune.client.ExecutionId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Test;

/** The time at which the server wrote an answer, from real HTTP. */
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
        String root = "http://localhost:" + server.getAddress().getPort();
        try (ClientFixture dune = new ClientFixture(root, new ClientFixture.Options(), context -> {})) {
            assertThat(dune.client.status(ID).date()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void isReadFromEachAnswerOfItsOwn() {
        assertThat(AnswerDate.of(dated("Thu, 01 Jan 2026 00:00:30 GMT"))).isEqualTo("2026-01-01T00:00:30Z");
        assertThat(AnswerDate.of(dated("Thu, 01 Jan 2026 00:00:31 GMT"))).isEqualTo("2026-01-01T00:00:31Z");
        assertThat(AnswerDate.of(dated("yesterday"))).isNull();
        assertThat(AnswerDate.of(new BasicClassicHttpResponse(200))).isNull();
    }

    private static BasicClassicHttpResponse dated(String date) {
        BasicClassicHttpResponse response = new BasicClassicHttpResponse(200);
        response.setHeader("Date", date);
        return response;
    }
}
