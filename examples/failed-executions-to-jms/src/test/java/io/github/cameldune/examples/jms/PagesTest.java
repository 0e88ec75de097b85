package io.github.cameldune.examples.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one can open in a browser while the example runs. */
class PagesTest {

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);

    /** For other tests the build turns them off: two run side by side, on the same port. */
    @BeforeEach
    void on() {
        System.setProperty("camel.management.enabled", "true");
    }

    @AfterEach
    void off() {
        System.setProperty("camel.management.enabled", "false");
    }

    private static Scenario withPages(int port) {
        // so slow that nothing ends meanwhile
        Scenario scenario = new Scenario(20);
        scenario.settings().put("camel.management.port", String.valueOf(port));
        return scenario;
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static HttpResponse<String> get(String url, String accept) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Accept", accept)
                                .build(),
                        BodyHandlers.ofString());
    }

    private static int watchesIn(HttpResponse<String> page) throws Exception {
        return new ObjectMapper()
                .readTree(page.body())
                .at("/dune/consumers/0/watches")
                .size();
    }

    @Test
    void areTheDevConsoleTheHealthChecksAndTheMetrics() throws Exception {
        int port = freePort();
        Main main = new Main();
        try (Scenario scenario = withPages(port)) {
            EmbeddedActiveMQ broker = FailedExecutionsToJms.start(main, new Board(out, scenario.size()), scenario);
            try {
                String dune = "http://localhost:" + port + "/q/dev/dune";
                String metrics = "http://localhost:" + port + "/observe/metrics";
                String health = "http://localhost:" + port + "/observe/health";
                assertThat(console.toString(StandardCharsets.UTF_8)).contains(dune, health, metrics);

                String text = get(dune, "text/plain").body();
                assertThat(text)
                        .contains("Consumer of route failed-executions", "Watches: ", "API Key 1")
                        .doesNotContain(scenario.dune().apiKey());
                // the consumer's first poll comes after initialDelay
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> watchesIn(get(dune + "?limit=2", "application/json")) == 2);
                HttpResponse<String> up = get(health, "application/json");
                assertThat(up.body())
                        .contains("\"consumer:failed-executions\"", "\"UP\"")
                        .doesNotContain(scenario.dune().apiKey());
                assertThat(get(metrics, "*/*").body())
                        .contains("camel_dune_requests_total{", "camel_dune_watches{")
                        .doesNotContain(scenario.dune().apiKey());
            } finally {
                main.stop();
                broker.stop();
            }
        }
    }

    @Test
    void sayWhichPortIsTakenAndHowToChooseAnother() throws Exception {
        Main main = new Main();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"));
                Scenario scenario = withPages(taken.getLocalPort())) {
            assertThatThrownBy(() -> FailedExecutionsToJms.start(main, new Board(out, 1), scenario))
                    .isInstanceOf(Pages.PortTakenException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " is taken")
                    .hasMessageContaining("CONSOLE_PORT");
        } finally {
            main.stop();
        }
    }
}
