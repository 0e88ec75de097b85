package io.github.cameldune.stubtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.StubRows;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StubPagesTest {
    private final DuneStub dune = DuneStub.start();
    private final DuneClient client = new DuneClient(dune);

    @AfterEach
    void stop() {
        dune.close();
    }

    private String completed(StubRows rows) {
        return dune.execution().completed().rows(rows).start();
    }

    @Test
    void shrinksPagesAndSaysWhereTheNextOneBegins() throws IOException {
        String id = dune.execution()
                .completed()
                .rows(StubRows.generated(10, 1))
                .pageCap(5)
                .start();

        JsonNode first = DuneClient.json(client.results(id, "?limit=1000"));
        JsonNode second = DuneClient.json(client.results(id, "?limit=1000&offset=5"));

        assertThat(numbers(first)).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(first.get("next_offset").asLong()).isEqualTo(5);
        assertThat(first.get("next_uri").asText())
                .isEqualTo(dune.baseUrl() + "/v1/execution/" + id + "/results?limit=1000&offset=5");
        assertThat(first.at("/result/metadata/row_count").asLong()).isEqualTo(5);
        assertThat(first.at("/result/metadata/total_row_count").asLong()).isEqualTo(10);
        assertThat(numbers(second)).containsExactly(5L, 6L, 7L, 8L, 9L);
        assertThat(second.has("next_offset")).isFalse();
        assertThat(second.has("next_uri")).isFalse();
    }

    @Test
    void makesSmallerPagesWhenAskedTo() throws IOException {
        String id = completed(StubRows.generated(5, 1));

        List<Long> all = new ArrayList<>();
        Long offset = 0L;
        int pages = 0;
        while (offset != null) {
            JsonNode page = DuneClient.json(client.results(id, "?limit=2&offset=" + offset));
            all.addAll(numbers(page));
            offset = page.has("next_offset") ? page.get("next_offset").asLong() : null;
            pages++;
        }

        assertThat(all).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void namesAnotherHostInNextUriIfToldTo() throws IOException {
        String id = completed(StubRows.generated(3, 1));
        dune.settings().nextUriBase("http://evil.example/api").pageCap(1);

        assertThat(DuneClient.json(client.results(id, "?columns=c0"))
                        .get("next_uri")
                        .asText())
                .isEqualTo("http://evil.example/api/v1/execution/" + id + "/results?limit=1&columns=c0&offset=1");
        assertThat(client.csv(id, "").headers().firstValue("x-dune-next-uri"))
                .hasValue("http://evil.example/api/v1/execution/" + id + "/results/csv?limit=1&offset=1");
    }

    @Test
    void answersAnOffsetPastTheEndWithoutRows() throws IOException {
        String id = completed(StubRows.generated(3, 1));

        HttpResponse<String> response = client.results(id, "?offset=1000000000000");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(DuneClient.json(response).at("/result/rows")).isEmpty();
        assertThat(DuneClient.json(response).has("next_offset")).isFalse();
    }

    @Test
    void answersWithoutAResultWhileThereIsNone() throws IOException {
        for (String state : List.of("PENDING", "EXECUTING", "CANCELLED", "EXPIRED", "FAILED")) {
            String id = dune.execution().state(state).start();

            HttpResponse<String> response = client.results(id, "");

            JsonNode answer = DuneClient.json(response);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(answer.get("state").asText()).isEqualTo("QUERY_STATE_" + state);
            assertThat(answer.has("result")).isFalse();
            assertThat(answer.at("/error/type").asText())
                    .isEqualTo(state.equals("FAILED") ? "FAILED_TYPE_EXECUTION_FAILED" : "");
        }
    }

    @Test
    void goesOnWhenItsRowsAreAskedFor() throws IOException {
        String id = dune.execution()
                .state("EXECUTING")
                .state("COMPLETED", 2)
                .expired()
                .start();

        assertThat(DuneClient.json(client.results(id, "")).get("state").asText())
                .isEqualTo("QUERY_STATE_EXECUTING");
        assertThat(DuneClient.json(client.results(id, "")).has("result")).isTrue();
        assertThat(client.csv(id, "").statusCode()).isEqualTo(200);
        assertThat(DuneClient.json(client.results(id, "")).get("state").asText())
                .isEqualTo("QUERY_STATE_EXPIRED");
    }

    @Test
    void refusesAPartialResultThatIsNotAllowed() throws IOException {
        String id = dune.execution()
                .completedPartial()
                .rows(StubRows.generated(2, 1))
                .start();

        for (HttpResponse<String> refused : List.of(client.results(id, ""), client.csv(id, ""))) {
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(DuneClient.error(refused)).contains("allow_partial_results=true");
        }
        JsonNode allowed = DuneClient.json(client.results(id, "?allow_partial_results=true"));
        assertThat(allowed.get("state").asText()).isEqualTo("QUERY_STATE_COMPLETED_PARTIAL");
        assertThat(numbers(allowed)).containsExactly(0L, 1L);
    }

    @Test
    void knowsNoResultsOfWhatItDoesNotKnow() throws IOException {
        assertThat(client.results("nonsense", "").statusCode()).isEqualTo(400);
        assertThat(client.csv("01K85QHSS0RBGW4BHDM0RFCG9C", "").statusCode()).isEqualTo(404);
    }

    @Test
    void selectsColumnsFiltersSortsAndSamples() throws IOException {
        String id = completed(StubRows.of(
                StubRows.row("n", 1, "name", "b"),
                StubRows.row("n", 20, "name", "a"),
                StubRows.row("n", null, "name", "a"),
                StubRows.row("n", 3, "name", "it's")));

        assertThat(rows(id, "?columns=name&limit=1")).isEqualTo("[{\"name\":\"b\"}]");
        assertThat(rows(id, "?filters=n%20%3E%3D%203%20and%20name%20%3C%3E%20'a'"))
                .isEqualTo("[{\"n\":3,\"name\":\"it's\"}]");
        assertThat(rows(id, "?filters=name%20%3D%20'it''s'&columns=n")).isEqualTo("[{\"n\":3}]");
        assertThat(rows(id, "?sort_by=name,n%20desc&columns=n"))
                .isEqualTo("[{\"n\":20},{\"n\":null},{\"n\":1},{\"n\":3}]");
        assertThat(rows(id, "?sample_count=2&columns=n")).isEqualTo("[{\"n\":1},{\"n\":null}]");
    }

    @Test
    void refusesParametersThatItCannotRead() throws IOException {
        String id = completed(StubRows.generated(3, 1));

        for (String query : List.of(
                "?limit=x",
                "?offset=-1",
                "?columns=other",
                "?sample_count=few",
                "?filters=c0%20in%20(1)",
                "?sort_by=(")) {
            assertThat(client.results(id, query).statusCode()).as(query).isEqualTo(400);
        }
    }

    @Test
    void writesAwkwardValuesExactly() throws IOException {
        StubRows awkward = StubRows.awkward();
        String body = client.results(completed(awkward), "").body();

        assertThat(body)
                .contains("\"big\":115792089237316195423570985008687907853269984665640564039457584007913129639935,")
                .contains("\"exact\":0.12345678901234567890123456789012345678,")
                .contains("\"exact\":-1.10")
                .contains("\"list\":[1,[\"x\"],{\"k\":\"v\"}]")
                .contains("\"a \\\"quoted\\\",\\nname\":\"=1+1\"")
                .contains("\"extra\":{\"deep\":null}")
                .contains("\"n\":null");
        assertThat(body.indexOf("\"rows\"")).isPositive().isLessThan(body.indexOf("\"metadata\""));
        assertThat(awkward.columns()).hasSize(7);
    }

    @Test
    void takesRowsAsJson() throws IOException {
        String rows = "[{\"a\":1.10,\"b\":[]},{\"a\":18446744073709551616}]";

        assertThat(client.results(completed(StubRows.ofJson(rows)), "").body()).contains("\"rows\":" + rows);
        assertThat(rows(completed(StubRows.none("a")), "")).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 999_999, 500_000})
    void servesAMillionRowsAPageAtATime(long offset) throws IOException {
        StubRows rows = StubRows.generated(1_000_000, 8);
        String id = completed(rows);

        JsonNode page = DuneClient.json(client.results(id, "?offset=" + offset + "&limit=1000"));

        assertThat(page.at("/result/metadata/total_row_count").asLong()).isEqualTo(1_000_000);
        assertThat(page.at("/result/rows/0/c0").asLong()).isEqualTo(offset);
        assertThat(page.at("/result/rows").size()).isEqualTo((int) Math.min(1000, 1_000_000 - offset));
        assertThat(page.at("/result/rows/0").size()).isEqualTo(8);
        assertThat(rows.row(offset)).isEqualTo(rows.row(offset));
    }

    private String rows(String id, String query) throws IOException {
        return DuneClient.json(client.results(id, query)).at("/result/rows").toString();
    }

    private static List<Long> numbers(JsonNode page) {
        List<Long> numbers = new ArrayList<>();
        page.at("/result/rows").forEach(row -> numbers.add(row.get("c0").asLong()));
        return numbers;
    }
}
