package io.github.cameldune.examples.jms;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.Session;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.main.Main;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes without the readers of the queues: a plain JMS client looks at what is in them. */
class FailedExecutionsTest {

    private Scenario scenario;
    private Queues queues;

    @ParameterizedTest(name = "in {0} DSL")
    @ValueSource(strings = {"yaml", "java"})
    void putsEachExecutionWhereItsStateAndErrorTypeBelong(String dsl) throws Exception {
        FailsAfterSending failing = new FailsAfterSending("jms:queue:dune.failed.authors");
        Main main = new Main();
        main.configure().setProfile(dsl);
        main.addMainListener(failing);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try (Scenario started = new Scenario(0.1)) {
            scenario = started;
            // all but the readers
            scenario.settings().put("demo.routes", "requests.camel.yaml");
            EmbeddedActiveMQ broker = FailedExecutionsToJms.start(main, new Board(nowhere, scenario.size()), scenario);
            try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://0");
                    Connection connection = factory.createConnection();
                    Session session = connection.createSession()) {
                connection.start();
                queues = new Queues(session);
                authorsGetErrorsWithTheirPlaceInTheSql(failing);
                operationsTellTimeoutsFromOtherFailuresWithSelectors();
                cancelledExpiredAndUnwatchedExecutionsHaveQueuesOfTheirOwn();
                completedExecutionsAreFilesAndNoMessages();
            } finally {
                main.stop();
                broker.stop();
            }
        }
    }

    private void authorsGetErrorsWithTheirPlaceInTheSql(FailsAfterSending failing) throws Exception {
        Received plain = queues.next("dune.failed.authors", "DuneErrorType = 'syntax_error'");
        Received asked = queues.next("dune.failed.authors", "report = 'daily-volume'");

        assertThat(plain.properties())
                .contains(
                        entry("DuneErrorLine", 3),
                        entry("DuneErrorColumn", 14),
                        entry("DuneErrorMessage", "Error: Line 3:14: mismatched input 'form'"),
                        entry("DuneQueryId", 3493826L))
                .doesNotContainKeys("report", "requestedBy");
        assertThat(asked.properties())
                .contains(
                        entry("DuneErrorType", "FAILED_TYPE_EXECUTION_FAILED"),
                        entry("DuneErrorLine", 1),
                        entry("DuneErrorColumn", 8),
                        entry("requestedBy", "ana"));
        isAsDuneSentIt(plain, "QUERY_STATE_FAILED");
        isAsDuneSentIt(asked, "QUERY_STATE_FAILED");

        // the route failed once after the message was sent, so the transition was delivered again: no second message
        failing.awaitSecondDeliveries();
        assertThat(queues.isEmpty("dune.failed.authors")).isTrue();
    }

    private void operationsTellTimeoutsFromOtherFailuresWithSelectors() throws Exception {
        Received other = queues.next("dune.failed.operations", "DuneErrorType <> 'FAILED_TYPE_EXECUTION_TIMEOUT'");
        Received timeout = queues.next(
                "dune.failed.operations",
                "DuneState = 'QUERY_STATE_FAILED' AND DuneErrorType = 'FAILED_TYPE_EXECUTION_TIMEOUT'");

        assertThat(other.properties())
                .contains(
                        entry("DuneErrorType", "FAILED_TYPE_EXECUTION_FAILED"),
                        entry("DuneErrorMessage", "Query exceeded the memory limit."),
                        entry("report", "whales"),
                        entry("requestedBy", "bo"))
                .doesNotContainKeys("DuneErrorLine", "DuneErrorColumn");
        assertThat(timeout.properties()).doesNotContainKeys("DuneErrorLine", "DuneErrorColumn", "report");
        isAsDuneSentIt(other, "QUERY_STATE_FAILED");
        isAsDuneSentIt(timeout, "QUERY_STATE_FAILED");
        assertThat(queues.isEmpty("dune.failed.operations")).isTrue();
    }

    private void cancelledExpiredAndUnwatchedExecutionsHaveQueuesOfTheirOwn() throws Exception {
        Received cancelled = queues.next("dune.cancelled", null);
        Received expired = queues.next("dune.expired", null);
        Received unwatched = queues.next("dune.unwatched", null);

        isAsDuneSentIt(cancelled, "QUERY_STATE_CANCELED");
        isAsDuneSentIt(expired, "QUERY_STATE_EXPIRED");
        assertThat(expired.properties()).contains(entry("report", "nft-sales"), entry("requestedBy", "cem"));
        assertThat(unwatched.properties())
                .contains(entry("report", "airdrop"), entry("DuneState", "QUERY_STATE_PENDING"))
                .containsKey("DuneExecutionId");
        assertThat(unwatched.text()).contains("watchTimeout", "QUERY_STATE_PENDING");
        for (String queue : new String[] {"dune.cancelled", "dune.expired", "dune.unwatched", "dune.requests", "DLQ"}) {
            assertThat(queues.isEmpty(queue)).as(queue).isTrue();
        }
    }

    private void completedExecutionsAreFilesAndNoMessages() throws Exception {
        for (Map.Entry<String, String> execution : scenario.destinations().entrySet()) {
            if (execution.getValue().equals(Board.FILES)) {
                assertThat(Files.readString(Path.of(Board.FILES, execution.getKey() + ".json")))
                        .isEqualTo(fromDune(execution.getKey()));
            }
        }
    }

    /** The text is what Dune says, to the letter, and the properties name the state and the transition. */
    private void isAsDuneSentIt(Received received, String state) throws Exception {
        String id = (String) received.properties().get("DuneExecutionId");
        assertThat(scenario.destinations()).containsEntry(id, received.queue());
        assertThat(received.text()).isEqualTo(fromDune(id));
        JsonNode status = new ObjectMapper().readTree(received.text());
        assertThat(status.path("execution_id").asText()).isEqualTo(id);
        assertThat(received.properties())
                .contains(entry("DuneState", state), entry("_AMQ_DUPL_ID", id + ":" + state))
                .allSatisfy((name, value) -> assertThat(name).doesNotStartWith("Camel"));
    }

    private String fromDune(String id) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(scenario.dune().baseUrl() + "/v1/execution/" + id + "/status"))
                .header("X-Dune-Api-Key", scenario.dune().apiKey())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
