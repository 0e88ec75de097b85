package io.github.cameldune.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.CapturedLog;
import io.github.cameldune.client.ExecutionId;
import java.util.Map;
import org.apache.camel.component.http.HttpComponent;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HttpClient's own log shows no key, whatever its level, with our own connections and with a user's component. */
@Isolated
class QuietLogTest {

    private static final ExecutionId ID = new ExecutionId("01HKZJ2683PHF9Q9PHHQ8FW4Q1");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theKeyIsInNoLogLine(boolean users) {
        try (CapturedLog log = new CapturedLog(Level.TRACE);
                RawServer server = new RawServer((request, out) -> {
                    out.write(RawServer.response("200 OK", "{\"state\":\"QUERY_STATE_PENDING\"}"));
                    return true;
                });
                ClientFixture dune = new ClientFixture(
                        server, new ClientFixture.Options().httpComponent(users ? new HttpComponent() : null))) {
            assertThat(dune.client.status(ID).isOk()).isTrue();
            dune.client.submit(new Submission(null, "SELECT 1", Map.of(), null));

            assertThat(server.requests).hasSize(2).allMatch(request -> request.head()
                    .contains(ClientFixture.KEY));
            assertThat(log.lines()).anyMatch(line -> line.contains("org.apache.hc.client5"));
            assertThat(log.lines()).noneMatch(line -> line.contains(ClientFixture.KEY));
        }
    }
}
