package io.github.cameldune.stubtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.cameldune.stub.Call;
import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.Fault;
import io.github.cameldune.stub.PageFault;
import io.github.cameldune.stub.StubRows;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StubPageFaultsTest {
    private final DuneStub dune = DuneStub.start();
    private final DuneClient client = new DuneClient(dune);
    private final String id =
            dune.execution().completed().rows(StubRows.generated(3, 2)).start();

    @AfterEach
    void stop() {
        dune.close();
    }

    @Test
    void cutsAPageOffInTheMiddleOfARow() throws IOException {
        dune.fail(id, PageFault.cutInRow(1), PageFault.cutInRow(1));

        HttpResponse<String> json = client.results(id, "");
        assertThat(json.statusCode()).isEqualTo(200);
        assertThat(json.body()).contains("{\"c0\":0,\"c1\":\"row 0\"},{").doesNotContain("\"row 1\"}");
        assertThatThrownBy(() -> DuneClient.json(json)).isInstanceOf(JsonProcessingException.class);
        assertThat(client.csv(id, "").body()).startsWith("c0,c1\n0,row 0\n1").doesNotEndWith("\n");
        assertWhole();
    }

    @Test
    void refusesToCutARowThatThePageDoesNotHave() throws IOException {
        dune.fail(id, PageFault.cutInRow(3));

        assertThat(client.results(id, "").statusCode()).isEqualTo(500);
    }

    static Stream<Fault> brokenConnections() {
        return Stream.of(
                PageFault.truncatedInRow(2), Fault.truncated(), Fault.reset(), Fault.noAnswer(), Fault.garbage());
    }

    @ParameterizedTest
    @MethodSource("brokenConnections")
    void breaksTheConnectionOfAPage(Fault fault) throws IOException {
        dune.fail(id, fault.forever());

        assertThatThrownBy(() -> client.results(id, "")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> client.csv(id, "")).isInstanceOf(IOException.class);

        dune.heal(id);
        assertWhole();
    }

    @Test
    void answersWithWrongJsonInTheMiddleOfARow() throws IOException {
        dune.fail(id, PageFault.wrongJson(1));

        HttpResponse<String> response = client.results(id, "");

        assertThat(response.body()).startsWith("{\"execution_id\"").endsWith("}");
        assertThatThrownBy(() -> DuneClient.json(response)).isInstanceOf(JsonProcessingException.class);
        assertWhole();
    }

    @Test
    void leavesFieldsOutOrChangesThem() throws IOException {
        dune.fail(
                id,
                PageFault.without("result"),
                PageFault.without("result.metadata"),
                PageFault.without("nothing.there"),
                PageFault.field("result.rows", "none"),
                PageFault.field("execution_id", "other"));

        assertThat(DuneClient.json(client.results(id, "")).has("result")).isFalse();
        assertThat(DuneClient.json(client.results(id, "")).get("result").fieldNames())
                .toIterable()
                .containsExactly("rows");
        assertWhole();
        assertThat(DuneClient.json(client.results(id, "")).at("/result/rows").asText())
                .isEqualTo("none");
        assertThat(DuneClient.json(client.results(id, "")).get("execution_id").asText())
                .isEqualTo("other");
        assertWhole();
    }

    @Test
    void answersWithPagesOfASize() throws IOException {
        dune.fail(id, Fault.big(2_000_000), Fault.big(2_000_000));

        HttpResponse<String> json = client.results(id, "");
        assertThat(json.body().getBytes(UTF_8)).hasSizeGreaterThan(2_000_000);
        assertThat(DuneClient.json(json).at("/result/rows")).hasSize(3);
        assertThat(client.csv(id, "").body().getBytes(UTF_8)).hasSizeGreaterThan(2_000_000);
    }

    @Test
    void failsOnlyThePageThatIsMeant() throws IOException {
        dune.fail(id, Fault.serverError(500).on(Call.RESULTS).nth(2));

        assertThat(client.results(id, "?limit=1").statusCode()).isEqualTo(200);
        assertThat(client.state(id)).isEqualTo("QUERY_STATE_COMPLETED");
        assertThat(client.results(id, "?limit=1&offset=1").statusCode()).isEqualTo(500);
        assertThat(client.results(id, "?limit=1&offset=1").statusCode()).isEqualTo(200);
        assertThat(client.results(id, "?limit=1&offset=2").statusCode()).isEqualTo(200);
    }

    @Test
    void countsAFaultOfAllWhileOneOfTheExecutionIsNotDue() throws IOException {
        dune.fail(id, Fault.notFound().nth(3));
        dune.failAll(Fault.serverError(500).nth(2));

        assertThat(client.results(id, "").statusCode()).isEqualTo(200);
        assertThat(client.results(id, "").statusCode()).isEqualTo(500);
        assertThat(client.results(id, "").statusCode()).isEqualTo(404);
        assertThat(client.results(id, "").statusCode()).isEqualTo(200);
    }

    private void assertWhole() throws IOException {
        assertThat(DuneClient.json(client.results(id, "")).at("/result/rows")).hasSize(3);
    }
}
