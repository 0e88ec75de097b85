package io.github.cameldune.internal.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionState;
import io.github.cameldune.client.ExecutionStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire for each operation, and what comes back. */
class HttpDuneClientTest {

    private static final ExecutionId ID = new ExecutionId("01HKZJ2683PHF9Q9PHHQ8FW4Q1");

    private static RawServer answering(String head, String body) {
        return new RawServer((request, out) -> {
            out.write(RawServer.response(head, body));
            return true;
        });
    }

    @Test
    void aStatusIsRequestedWithTheKeyAndNothingOfAMessage() {
        try (RawServer server = answering("200 OK", "{\"state\":\"QUERY_STATE_PENDING\"}");
                ClientFixture dune = new ClientFixture(server)) {
            Answer<ExecutionStatus> answer = dune.client.status(ID);

            assertThat(answer.value().state()).isEqualTo(ExecutionState.PENDING);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(server.requests).singleElement().satisfies(request -> assertThat(
                            request.head().split("\r\n"))
                    .containsExactlyInAnyOrder(
                            "GET /api/v1/execution/" + ID + "/status HTTP/1.1",
                            "X-Dune-Api-Key: " + ClientFixture.KEY,
                            "Accept: application/json",
                            "Accept-Encoding: identity",
                            "User-Agent: camel-dune",
                            "Host: 127.0.0.1:" + server.port()));
        }
    }

    @Test
    void oneConnectionServesManyRequests() {
        try (RawServer server = answering("200 OK", "{\"state\":\"QUERY_STATE_PENDING\"}");
                ClientFixture dune = new ClientFixture(server)) {
            for (int i = 0; i < 5; i++) {
                assertThat(dune.client.status(ID).isOk()).isTrue();
            }
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void anAddressIsKnownFromItsFirstStatusOnToTheClientOfTheKey() {
        try (RawServer server = new RawServer((request, out) -> {
                    out.write(
                            request.number() == 2
                                    ? RawServer.response("200 OK", "{\"state\":\"QUERY_STATE_PENDING\"}")
                                    : RawServer.response("404 Not Found", "{\"error\":\"Execution not found\"}"));
                    return true;
                });
                ClientFixture dune = new ClientFixture(server)) {
            assertThat(dune.client.status(ID).verdict()).isEqualTo(Verdict.MISDIRECTED);
            assertThat(dune.client.status(ID).verdict()).isEqualTo(Verdict.OK);

            assertThat(dune.client.status(ID).verdict()).isEqualTo(Verdict.UNKNOWN_EXECUTION);
            DuneClient stranger = new HttpDuneClient(dune.transport, new ApiKey("other"));
            assertThat(stranger.status(ID).verdict()).isEqualTo(Verdict.MISDIRECTED);
        }
    }

    @Test
    void aSavedQueryIsExecutedWithItsParametersAsText() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("wallet", "0x\"abc\"");
        parameters.put("n", "5");
        try (RawServer server =
                        answering("200 OK", "{\"execution_id\":\"" + ID + "\",\"state\":\"QUERY_STATE_EXECUTING\"}");
                ClientFixture dune = new ClientFixture(server)) {
            Answer<Submitted> answer = dune.client.submit(new Submission(4242L, null, parameters, "medium"));

            assertThat(answer.value()).isEqualTo(new Submitted(ID, ExecutionState.EXECUTING));
            assertThat(server.requests.get(0).line()).isEqualTo("POST /api/v1/query/4242/execute HTTP/1.1");
            assertThat(server.requests.get(0).head()).contains("Content-Type: application/json");
            assertThat(server.requests.get(0).body())
                    .isEqualTo(
                            "{\"query_parameters\":{\"wallet\":\"0x\\\"abc\\\"\",\"n\":\"5\"},\"performance\":\"medium\"}");
        }
    }

    @Test
    void sqlIsSentAsItIsAndTheFirstStateIsPendingUnlessDuneSaysOtherwise() {
        try (RawServer server = answering("200 OK", "{\"execution_id\":\"" + ID + "\"}");
                ClientFixture dune = new ClientFixture(server)) {
            Answer<Submitted> answer = dune.client.submit(new Submission(null, "SELECT 'ä'\n", Map.of(), null));

            assertThat(answer.value()).isEqualTo(new Submitted(ID, ExecutionState.PENDING));
            assertThat(server.requests.get(0).line()).isEqualTo("POST /api/v1/sql/execute HTTP/1.1");
            assertThat(server.requests.get(0).body()).isEqualTo("{\"sql\":\"SELECT 'ä'\\n\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "<html>",
                "{\"state\":\"QUERY_STATE_PENDING\"}",
                "{\"execution_id\":\"a/b\"}",
                "{\"execution_id\":7}"
            })
    void aSubmissionWithoutAnExecutionIdIsUnreadable(String body) {
        try (RawServer server = answering("200 OK", body);
                ClientFixture dune = new ClientFixture(server)) {
            assertThat(dune.client
                            .submit(new Submission(1L, null, Map.of(), null))
                            .verdict())
                    .isEqualTo(Verdict.UNREADABLE);
        }
    }

    @Test
    void cancellingSaysWhatDuneSays() {
        try (RawServer server = new RawServer((request, out) -> {
                    out.write(RawServer.response(
                            "200 OK",
                            request.number() == 1
                                    ? "{\"success\":true}"
                                    : request.number() == 2 ? "{\"success\":false}" : "{\"success\":\"true\"}"));
                    return true;
                });
                ClientFixture dune = new ClientFixture(server)) {
            assertThat(dune.client.cancel(ID).value()).isTrue();
            assertThat(dune.client.cancel(ID).value()).isFalse();
            assertThat(dune.client.cancel(ID).verdict()).isEqualTo(Verdict.UNREADABLE);
            assertThat(server.requests.get(0).line()).isEqualTo("POST /api/v1/execution/" + ID + "/cancel HTTP/1.1");
            assertThat(server.requests.get(0).body()).isEmpty();
        }
    }

    @Test
    void rowsAreRequestedByExecutionOrOfTheLatestOneWithEncodedParameters() throws IOException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("limit", "5");
        query.put("filters", "a > 1 & b='+'");
        try (RawServer server =
                        answering("200 OK\r\nx-dune-next-offset: 5\r\nx-dune-next-uri: http://elsewhere/", "rows");
                ClientFixture dune = new ClientFixture(server)) {
            for (RowsRequest rows : new RowsRequest[] {
                new RowsRequest(ID, null, false, query),
                new RowsRequest(ID, null, true, Map.of()),
                new RowsRequest(null, 4242L, false, Map.of()),
                new RowsRequest(null, 4242L, true, Map.of("params.n", "ä"))
            }) {
                try (PageBody page = dune.client.rows(rows).value()) {
                    assertThat(page.content().readAllBytes()).asString(UTF_8).isEqualTo("rows");
                    assertThat(page.nextOffset()).isEqualTo(5);
                }
            }
            assertThat(server.requests)
                    .extracting(RawServer.Request::line)
                    .containsExactly(
                            "GET /api/v1/execution/" + ID
                                    + "/results?limit=5&filters=a%20%3E%201%20%26%20b%3D%27%2B%27 HTTP/1.1",
                            "GET /api/v1/execution/" + ID + "/results/csv HTTP/1.1",
                            "GET /api/v1/query/4242/results HTTP/1.1",
                            "GET /api/v1/query/4242/results/csv?params.n=%C3%A4 HTTP/1.1");
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void aPageMayBeginWithAByteOrderMarkAndBeCompressed() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write("\uFEFFa,b\n".getBytes(UTF_8));
        }
        try (RawServer server = new RawServer((request, out) -> {
                    out.write(RawServer.response("200 OK\r\nContent-Encoding: gzip", gzip.toByteArray()));
                    return true;
                });
                ClientFixture dune = new ClientFixture(server)) {
            for (int i = 0; i < 2; i++) {
                try (PageBody page = dune.client
                        .rows(new RowsRequest(ID, null, true, Map.of()))
                        .value()) {
                    assertThat(page.content().readAllBytes()).asString(UTF_8).isEqualTo("a,b\n");
                }
            }
            // read to its end, so that the connection was used again
            assertThat(server.connections()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "\uFEFF", "abcdef"})
    void aPageOfAnyLengthIsReadWholeByteByByteToo(String text) throws IOException {
        try (RawServer server = answering("200 OK", text);
                ClientFixture dune = new ClientFixture(server);
                PageBody page = dune.client
                        .rows(new RowsRequest(ID, null, true, Map.of()))
                        .value()) {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            for (int b = page.content().read(); b >= 0; b = page.content().read()) {
                read.write(b);
            }
            assertThat(read.toString(UTF_8)).isEqualTo(text.replace("\uFEFF", ""));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | {"error":"not found"}   | UNKNOWN_EXECUTION
            1 | <html>not found</html>  | MISDIRECTED
            1 | {"message":"not found"} | MISDIRECTED
              | {"error":"not found"}   | MISDIRECTED
            """)
    void rowsThatAreRefusedAreAnAnswerWithoutABody(Long latestOf, String body, Verdict verdict) {
        try (RawServer server = answering("404 Not Found", body);
                ClientFixture dune = new ClientFixture(server)) {
            RowsRequest request = new RowsRequest(latestOf == null ? ID : null, latestOf, false, Map.of());
            Answer<PageBody> answer = dune.client.rows(request);

            assertThat(answer.verdict()).isEqualTo(verdict);
            assertThat(answer.excerpt()).isEqualTo(body);
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (RawServer other = answering("200 OK", "{\"state\":\"QUERY_STATE_COMPLETED\"}");
                RawServer server = answering("302 Found\r\nLocation: http://127.0.0.1:" + other.port() + "/", "");
                ClientFixture dune = new ClientFixture(server)) {
            assertThat(dune.client.status(ID).verdict()).isEqualTo(Verdict.MISDIRECTED);
            assertThat(other.requests).isEmpty();
        }
    }
}
