package io.github.cameldune.stubtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.StubRows;
import io.github.cameldune.stub.StubSubmission;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StubLifeTest {
    private final SetClock clock = new SetClock("2025-10-22T10:31:04Z");
    private final DuneStub dune = DuneStub.builder().clock(clock).start();
    private final DuneClient client = new DuneClient(dune);

    @AfterEach
    void stop() {
        dune.close();
    }

    @Test
    void executesAQueryThatIsFollowedToItsRows() throws IOException {
        dune.query(4242).runs(execution -> execution
                .state("PENDING")
                .state("EXECUTING")
                .completed()
                .rows(StubRows.of(StubRows.row("n", 1, "name", "a"), StubRows.row("n", 2, "name", null))));

        HttpResponse<String> started = client.execute(
                4242, "{\"query_parameters\":{\"wallet\":\"0xabc\",\"n\":\"5\"},\"performance\":\"medium\"}");

        String id = client.started(started);
        assertThat(started.statusCode()).isEqualTo(200);
        assertThat(started.body()).isEqualTo("{\"execution_id\":\"" + id + "\",\"state\":\"QUERY_STATE_PENDING\"}");
        assertThat(List.of(client.state(id), client.state(id), client.state(id)))
                .containsExactly("QUERY_STATE_PENDING", "QUERY_STATE_EXECUTING", "QUERY_STATE_COMPLETED");
        HttpResponse<String> results = client.results(id, "");
        assertThat(results.body())
                .contains("\"result\":{\"rows\":[{\"n\":1,\"name\":\"a\"},{\"n\":2,\"name\":null}],\"metadata\":{");
        JsonNode answer = DuneClient.json(results);
        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactly(
                        "execution_id",
                        "query_id",
                        "is_execution_finished",
                        "state",
                        "submitted_at",
                        "expires_at",
                        "execution_started_at",
                        "execution_ended_at",
                        "result");
        assertThat(answer.get("query_id").asLong()).isEqualTo(4242);
        assertThat(answer.at("/result/metadata/column_names").toString()).isEqualTo("[\"n\",\"name\"]");
        assertThat(answer.at("/result/metadata/column_types").toString()).isEqualTo("[\"bigint\",\"varchar\"]");
        assertThat(answer.at("/result/metadata/total_row_count").asLong()).isEqualTo(2);
        assertThat(client.http().json(id).at("/result_metadata/total_row_count").asLong())
                .isEqualTo(2);
    }

    @Test
    void remembersWhichExecutionsWereStartedWithWhichBody() throws IOException {
        dune.query(4242);
        dune.query(5);
        String body = "{\"query_parameters\":{\"wallet\":\"0xabc\",\"n\":\"5\"},\"performance\":\"medium\"}";
        String first = client.started(client.execute(4242, body));
        client.execute(5, "");
        client.sql("{\"sql\":\"SELECT 1\"}");

        assertThat(dune.submissionCount()).isEqualTo(3);
        assertThat(dune.submissions()).extracting(StubSubmission::queryId).containsExactly(4242L, 5L, null);
        StubSubmission submission = dune.submissions(4242).get(0);
        assertThat(submission.body()).isEqualTo(body);
        assertThat(submission.parameters()).containsExactly(Map.entry("wallet", "0xabc"), Map.entry("n", "5"));
        assertThat(submission.performance()).isEqualTo("medium");
        assertThat(submission.executionId()).isEqualTo(first);
        assertThat(submission.at()).isEqualTo("2025-10-22T10:31:04Z");
        assertThat(dune.submissions().get(2).sql()).isEqualTo("SELECT 1");
    }

    @Test
    void executesSqlAsTheTestOrders() throws IOException {
        dune.onEachSql((submission, execution) -> {
            if (submission.sql().contains("selecdt")) {
                execution.failed("syntax_error", "mismatched input 'selecdt'", 1, 1);
            } else {
                execution.stays("EXECUTING");
            }
        });

        String failed = client.started(client.sql("{\"sql\":\"selecdt 1\"}"));
        HttpResponse<String> running = client.sql("{\"sql\":\"SELECT 1\"}");

        assertThat(client.state(failed)).isEqualTo("QUERY_STATE_FAILED");
        assertThat(client.http().json(failed).get("query_id").asLong()).isZero();
        assertThat(DuneClient.json(running).get("state").asText()).isEqualTo("QUERY_STATE_EXECUTING");
    }

    @Test
    void runsExecutionsOneAfterTheOtherAsOrderedAndTheLastOrderStays() throws IOException {
        dune.query(1).runs(first -> first.failed(), then -> then.completed());

        List<String> states = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            states.add(client.state(client.started(client.execute(1, ""))));
        }

        assertThat(states).containsExactly("QUERY_STATE_FAILED", "QUERY_STATE_COMPLETED", "QUERY_STATE_COMPLETED");
    }

    @Test
    void cancelsARunningExecution() throws IOException {
        String id = dune.execution().state("PENDING").stays("EXECUTING").start();
        client.state(id);

        HttpResponse<String> cancelled = client.cancel(id);

        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(cancelled.body()).isEqualTo("{\"success\":true}");
        assertThat(client.state(id)).isEqualTo("QUERY_STATE_CANCELLED");
        assertThat(client.state(id)).isEqualTo("QUERY_STATE_CANCELLED");
    }

    @Test
    void hasTheLatestResultOfAQueryOnceAnExecutionOfItIsCompleted() throws IOException {
        dune.query(7).runs(execution -> execution.state("EXECUTING").completed().rows(StubRows.generated(3, 1)));

        assertThat(client.latest(7).statusCode()).isEqualTo(404);
        assertThat(client.latest(7).body())
                .isEqualTo("{\"error\":\"not found: No execution found for the latest version of the given query\"}");
        String id = client.started(client.execute(7, ""));
        assertThat(client.latest(7).statusCode()).isEqualTo(404);
        client.state(id);
        JsonNode latest = DuneClient.json(client.latest(7));

        assertThat(latest.get("execution_id").asText()).isEqualTo(id);
        assertThat(latest.at("/result/rows").toString()).isEqualTo("[{\"c0\":0},{\"c0\":1},{\"c0\":2}]");
    }
}
