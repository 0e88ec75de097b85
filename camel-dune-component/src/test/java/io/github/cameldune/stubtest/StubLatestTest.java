package io.github.cameldune.stubtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameldune.stub.Call;
import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.StubQuery;
import io.github.cameldune.stub.StubRows;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StubLatestTest {
    private final DuneStub dune = DuneStub.start();
    private final DuneClient client = new DuneClient(dune);

    @AfterEach
    void stop() {
        dune.close();
    }

    @Test
    void isTheLatestThatTheTestSets() throws IOException {
        String first = dune.execution().queryId(7).completed().start();
        String second = dune.execution().queryId(7).stays("EXECUTING").start();
        String third = dune.execution().queryId(7).failed().start();

        assertThat(state(dune.query(7).latest(first))).isEqualTo("QUERY_STATE_COMPLETED");
        assertThat(state(dune.query(7).latest(second))).isEqualTo("QUERY_STATE_EXECUTING");
        JsonNode failed = latest(dune.query(7).latest(third));
        assertThat(failed.get("execution_id").asText()).isEqualTo(third);
        assertThat(failed.at("/error/type").asText()).isEqualTo("FAILED_TYPE_EXECUTION_FAILED");
        assertThat(failed.has("result")).isFalse();

        dune.forget(third);
        assertThat(state(dune.query(7))).isEqualTo("QUERY_STATE_EXECUTING");
        dune.query(7).edited();
        assertThat(client.latest(7).statusCode()).isEqualTo(404);
    }

    @Test
    void isTheLastExecutionThatHasRows() throws IOException {
        dune.query(7).runs(first -> first.completed(), then -> then.failed(), then -> then.stays("EXECUTING"));
        String completed = client.started(client.execute(7, ""));
        client.execute(7, "");
        client.execute(7, "");

        assertThat(latest(dune.query(7)).get("execution_id").asText()).isEqualTo(completed);
    }

    @Test
    void leadsToTheNextPageOfTheSameExecution() throws IOException {
        String id = dune.execution().completed().rows(StubRows.generated(3, 1)).start();
        dune.query(7).latest(id);

        HttpResponse<String> json = client.get("/v1/query/7/results?limit=2&params.wallet=0xabc");
        HttpResponse<String> csv = client.get("/v1/query/7/results/csv?limit=2");

        assertThat(DuneClient.json(json).get("next_uri").asText())
                .startsWith(dune.baseUrl() + "/v1/execution/" + id + "/results?limit=2&")
                .endsWith("offset=2");
        assertThat(csv.body()).isEqualTo("c0\n0\n1\n");
        assertThat(csv.headers().firstValue("x-dune-next-uri"))
                .hasValue(dune.baseUrl() + "/v1/execution/" + id + "/results/csv?limit=2&offset=2");
        assertThat(dune.requests()).extracting(request -> request.call()).containsExactly(Call.LATEST, Call.LATEST_CSV);
        assertThat(dune.requests().get(0).url()).contains("params.wallet=0xabc");
    }

    private JsonNode latest(StubQuery query) throws IOException {
        assertThat(query).isSameAs(dune.query(7));
        return DuneClient.json(client.latest(7));
    }

    private String state(StubQuery query) throws IOException {
        return latest(query).get("state").asText();
    }
}
