package io.github.cameldune.stubtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.stub.Call;
import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.Fault;
import io.github.cameldune.stub.RecordedRequest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StubSubmissionsTest {
    private final SetClock clock = new SetClock("2025-10-22T10:31:04Z");
    private final DuneStub dune = DuneStub.builder().clock(clock).start();
    private final DuneClient client = new DuneClient(dune);

    @AfterEach
    void stop() {
        dune.close();
    }

    @Test
    void refusesAQueryThatItDoesNotKnow() throws IOException {
        dune.query(4243);
        dune.forgetQuery(4243);

        for (long query : List.of(4242L, 4243L)) {
            assertRefused(client.execute(query, "{}"), 404, "Query not found");
            assertRefused(client.latest(query), 404, "Query not found");
        }
        assertRefused(client.post("/v1/query/abc/execute", ""), 400, "Invalid query ID");
        assertThat(dune.submissionCount()).isZero();
    }

    @Test
    void refusesAParameterThatTheQueryDoesNotHave() throws IOException {
        dune.query(4242).parameters("wallet");

        assertRefused(
                client.execute(4242, "{\"query_parameters\":{\"wallet\":\"0x\",\"X\":\"1\"}}"),
                400,
                "unknown parameters (X)");
        assertThat(client.execute(4242, "{\"query_parameters\":{\"wallet\":\"0x\"}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(dune.submissions()).hasSize(1);
    }

    @Test
    void refusesAnArchivedQuery() throws IOException {
        dune.query(4242).archived();

        assertRefused(
                client.execute(4242, ""),
                403,
                "Not allowed to execute query. Query is archived, unsaved or not enough permissions");
        assertThat(dune.submissionCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "[]",
                "{\"query_parameters\":[]}",
                "{\"query_parameters\":{\"n\":5}}",
                "{\"query_parameters\":{\"n\":null}}",
                "{\"performance\":5}"
            })
    void refusesABodyThatIsNone(String body) throws IOException {
        dune.query(4242);

        assertRefused(client.execute(4242, body), 400, "Invalid request body payload");
        assertRefused(client.sql(body), 400, "Invalid request body payload");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"sql\":\" \"}", "{\"sql\":null}"})
    void refusesSqlThatIsEmpty(String body) throws IOException {
        assertRefused(client.sql(body), 400, "Invalid request body payload");
        assertThat(dune.submissionCount()).isZero();
    }

    @Test
    void refusesAWrongKey() throws IOException {
        HttpResponse<String> response = client.http()
                .send(client.http().request("/v1/sql/execute").POST(BodyPublishers.ofString("{\"sql\":\"SELECT 1\"}")));

        assertRefused(response, 401, "invalid API Key");
        assertThat(dune.submissionCount()).isZero();
    }

    @Test
    void limitsSubmissionsApartFromReads() throws IOException {
        String id = dune.execution().completed().start();
        dune.limit(2);
        dune.limitSubmissionsWithRetryAfter(1);

        assertThat(client.sql("{\"sql\":\"SELECT 1\"}").statusCode()).isEqualTo(200);
        HttpResponse<String> rejected = client.sql("{\"sql\":\"SELECT 1\"}");
        assertThat(rejected.statusCode()).isEqualTo(429);
        assertThat(rejected.headers().firstValue("Retry-After")).hasValue("60");
        assertThat(client.results(id, "").statusCode()).isEqualTo(200);
        assertThat(client.cancel(id).statusCode()).isEqualTo(200);
        assertThat(client.latest(1).statusCode()).isEqualTo(429);

        assertThat(dune.rejectedSubmissions()).isEqualTo(1);
        assertThat(dune.rejected()).isEqualTo(1);
        assertThat(dune.submissionCount()).isEqualTo(1);
        dune.limitSubmissions(0);
        assertThat(client.sql("{\"sql\":\"SELECT 1\"}").statusCode()).isEqualTo(200);
    }

    @Test
    void cancelsNothingThatIsUnknownOrFinished() throws IOException {
        String id = dune.execution().failed().start();

        assertRefused(client.cancel("nonsense"), 400, "The requested execution ID (ID: nonsense) is invalid.");
        assertRefused(client.cancel("01K85QHSS0RBGW4BHDM0RFCG9C"), 404, "Object not found");
        assertThat(client.cancel(id).body()).isEqualTo("{\"success\":false}");
        assertThat(client.state(id)).isEqualTo("QUERY_STATE_FAILED");
        dune.settings().cancelOfFinished(409, "{\"error\":\"finished\"}");
        assertRefused(client.cancel(id), 409, "finished");
    }

    @Test
    void recordsRequestsWithTheirBodyAndWhatTheyAskedFor() throws IOException {
        client.execute(9, "{ }");
        client.cancel("01K85QHSS0RBGW4BHDM0RFCG9C");

        RecordedRequest execute = dune.requests().get(0);
        assertThat(execute.call()).isEqualTo(Call.EXECUTE);
        assertThat(execute.method()).isEqualTo("POST");
        assertThat(execute.queryId()).isEqualTo(9);
        assertThat(execute.executionId()).isNull();
        assertThat(execute.body()).isEqualTo("{ }");
        assertThat(dune.requests("01K85QHSS0RBGW4BHDM0RFCG9C"))
                .extracting(RecordedRequest::call)
                .containsExactly(Call.CANCEL);
    }

    @Test
    void refusesOrdersThatMakeNoSense() {
        assertThatThrownBy(() -> dune.query(1).runs()).hasMessageContaining("at least one");
        assertThatThrownBy(() -> Fault.reset().nth(0)).hasMessageContaining("not 0");
        assertThatThrownBy(() -> dune.settings().pageCap(0)).hasMessageContaining("not 0");
        assertThatThrownBy(() -> dune.execution().pageCap(0)).hasMessageContaining("not 0");
    }

    private static void assertRefused(HttpResponse<String> response, int status, String error) throws IOException {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(DuneClient.error(response)).isEqualTo(error);
    }
}
