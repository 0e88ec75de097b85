package io.github.cameldune.stubtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.StubRows;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StubCsvTest {
    private final DuneStub dune = DuneStub.start();
    private final DuneClient client = new DuneClient(dune);

    @AfterEach
    void stop() {
        dune.close();
    }

    @Test
    void repeatsTheHeaderRowOnEveryPage() throws IOException {
        String id = dune.execution().completed().rows(StubRows.generated(3, 2)).start();

        HttpResponse<String> first = client.csv(id, "?limit=2");
        HttpResponse<String> second = client.csv(id, "?limit=2&offset=2");

        assertThat(first.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(first.body()).isEqualTo("c0,c1\n0,row 0\n1,row 1\n");
        assertThat(first.headers().firstValue("x-dune-next-offset")).hasValue("2");
        assertThat(first.headers().firstValue("x-dune-next-uri"))
                .hasValue(dune.baseUrl() + "/v1/execution/" + id + "/results/csv?limit=2&offset=2");
        assertThat(second.body()).isEqualTo("c0,c1\n2,row 2\n");
        assertThat(second.headers().map()).doesNotContainKeys("x-dune-next-offset", "x-dune-next-uri");
        assertThat(client.csv(id, "?offset=3").body()).isEqualTo("c0,c1\n");
    }

    @Test
    void quotesWhatNeedsQuotes() throws IOException {
        String id = dune.execution().completed().rows(StubRows.awkward()).start();

        assertThat(client.csv(id, "?columns=n,text,exact,list").body())
                .isEqualTo("n,text,exact,list\n"
                        + "1,\"say \"\"no\"\", or\nnothing; \u20ac \ud83d\ude00\","
                        + "0.12345678901234567890123456789012345678,\"[1,[\"\"x\"\"],{\"\"k\"\":\"\"v\"\"}]\"\n"
                        + ",,,\n"
                        + "-9223372036854775808,null,-1.10,\n");
        assertThat(client.csv(id, "").body()).startsWith("n,big,exact,text,list,\"a \"\"quoted\"\",\nname\",extra\n");
    }

    @Test
    void saysInATextThatThereAreNoRows() throws IOException {
        String id = dune.execution().stays("EXECUTING").start();

        assertThat(client.csv(id, "").statusCode()).isEqualTo(400);
        dune.settings().csvWithoutRows(200);
        HttpResponse<String> response = client.csv(id, "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("QUERY_STATE_EXECUTING");
    }
}
