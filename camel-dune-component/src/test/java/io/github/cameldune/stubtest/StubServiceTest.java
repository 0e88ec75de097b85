package io.github.cameldune.stubtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.RecordedRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StubServiceTest {
    private static final String UNKNOWN_ID = "01K85QHSS0RBGW4BHDM0RFCG9C";

    private final SetClock clock = new SetClock("2025-10-22T10:31:04Z");
    private final DuneStub dune =
            DuneStub.builder().clock(clock).keepRequests(100).start();
    private final StatusClient client = new StatusClient(dune);

    @AfterEach
    void stop() {
        dune.close();
    }

    @Test
    void answersJsonWithItsLengthAndNothingOfWireMock() throws IOException {
        HttpResponse<String> response = client.get(dune.execution().completed().start());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.headers().firstValue("Content-Length"))
                .hasValue(Integer.toString(response.body().length()));
        assertThat(response.headers().map().keySet()).noneMatch(name -> name.startsWith("matched"));
    }

    @Test
    void rejectsAMissingOrWrongKeyEvenForAMalformedId() throws IOException {
        String path = "/v1/execution/" + dune.execution().completed().start() + "/status";

        for (HttpRequest.Builder request : List.of(
                client.request(path),
                client.request(path).header("X-Dune-Api-Key", "other"),
                client.request(path + "?api_key=" + dune.apiKey()),
                client.request("/v1/execution/nonsense/status"))) {
            HttpResponse<String> response = client.send(request);
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.body()).isEqualTo("{\"error\":\"invalid API Key\"}");
        }
    }

    @Test
    void knowsNoExecutionButItsOwn() throws IOException {
        assertThat(client.get(UNKNOWN_ID).statusCode()).isEqualTo(404);
        assertThat(client.get(UNKNOWN_ID).body()).isEqualTo("{\"error\":\"Object not found\"}");
        assertThat(client.get("nonsense").statusCode()).isEqualTo(400);
        assertThat(client.get("nonsense").body())
                .isEqualTo("{\"error\":\"The requested execution ID (ID: nonsense) is invalid.\"}");
    }

    @Test
    void knowsNoOtherPathAndNoOtherMethod() throws IOException {
        String id = dune.execution().completed().start();

        assertThat(send("/v1/execution/" + id + "/rows").statusCode()).isEqualTo(404);
        assertThat(send("/v1/query/1").statusCode()).isEqualTo(404);
        assertThat(client.send(client.request("/v1/execution/" + id + "/status")
                                .header("X-Dune-Api-Key", dune.apiKey())
                                .POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void redirectsASlashAtTheEndWithHtml() throws IOException {
        HttpResponse<String> response =
                send("/v1/execution/" + dune.execution().completed().start() + "/status/");

        assertThat(response.statusCode()).isEqualTo(301);
        assertThat(response.body()).startsWith("<a href=");
    }

    @Test
    void recordsEveryRequestWithItsHeaders() throws IOException {
        String id = dune.execution().completed().start();
        client.send(client.request("/v1/execution/" + id + "/status?x=1").header("X-Other", "a"));
        clock.forward(Duration.ofSeconds(3));
        client.get(UNKNOWN_ID);
        send("/v1/elsewhere");

        assertThat(dune.requestCount()).isEqualTo(3);
        assertThat(dune.requests()).extracting(RecordedRequest::executionId).containsExactly(id, UNKNOWN_ID, null);
        RecordedRequest first = dune.requests(id).get(0);
        assertThat(first.method()).isEqualTo("GET");
        assertThat(first.url()).isEqualTo("/api/v1/execution/" + id + "/status?x=1");
        assertThat(first.at()).isEqualTo("2025-10-22T10:31:04Z");
        assertThat(first.header("x-other")).hasValue("a");
        assertThat(first.header("X-Dune-Api-Key")).isEmpty();
        RecordedRequest second = dune.requests(UNKNOWN_ID).get(0);
        assertThat(second.at()).isEqualTo("2025-10-22T10:31:07Z");
        assertThat(second.header("x-dune-api-key")).hasValue(dune.apiKey());

        dune.forgetRequests();
        assertThat(dune.requests()).isEmpty();
        assertThat(dune.requestCount()).isZero();
    }

    @Test
    void keepsTheLastRequestsOnlyButCountsAll() throws IOException {
        String id = dune.execution().completed().start();
        client.get(UNKNOWN_ID);
        for (int i = 0; i < 100; i++) {
            client.get(id);
        }

        assertThat(dune.requests()).hasSize(100).allMatch(request -> id.equals(request.executionId()));
        assertThat(dune.requestCount()).isEqualTo(101);
    }

    @Test
    void acceptsNoMoreThanTheLimitInAnySixtySeconds() throws IOException {
        String id = dune.execution().completed().start();
        dune.limit(2);

        assertThat(client.get(id).statusCode()).isEqualTo(200);
        clock.forward(Duration.ofSeconds(50));
        assertThat(client.get(id).statusCode()).isEqualTo(200);
        HttpResponse<String> rejected = client.get(id);
        assertThat(rejected.statusCode()).isEqualTo(429);
        assertThat(rejected.headers().firstValue("Retry-After")).isEmpty();
        clock.forward(Duration.ofSeconds(10));
        assertThat(client.get(id).statusCode()).isEqualTo(200);
        assertThat(client.get(id).statusCode()).isEqualTo(429);

        assertThat(dune.rejected()).isEqualTo(2);
    }

    @Test
    void doesNotMoveAnExecutionWithARequestOverTheLimit() throws IOException {
        String id = dune.execution().state("PENDING").completed().start();
        dune.limit(1);
        assertThat(client.state(id)).isEqualTo("QUERY_STATE_PENDING");
        assertThat(client.get(id).statusCode()).isEqualTo(429);

        dune.limit(0);
        assertThat(client.state(id)).isEqualTo("QUERY_STATE_COMPLETED");
    }

    @Test
    void saysWhenTheNextRequestWillBeAcceptedIfToldTo() throws IOException {
        String id = dune.execution().completed().start();
        dune.limitWithRetryAfter(1);
        client.get(id);
        clock.forward(Duration.ofMillis(19_500));

        assertThat(client.get(id).headers().firstValue("Retry-After")).hasValue("41");

        clock.forward(Duration.ofSeconds(41));
        assertThat(client.get(id).statusCode()).isEqualTo(200);
    }

    @Test
    void servesThousandsOfExecutionsToManyThreads() {
        List<String> ids = IntStream.range(0, 2_000)
                .mapToObj(i -> dune.execution().state("PENDING").completed().start())
                .toList();
        Set<String> completed = ConcurrentHashMap.newKeySet();

        List<CompletableFuture<Void>> clients = IntStream.range(0, 8)
                .mapToObj(part -> CompletableFuture.runAsync(() -> IntStream.range(0, ids.size())
                        .filter(i -> i % 8 == part)
                        .mapToObj(ids::get)
                        .filter(id -> secondState(id).equals("QUERY_STATE_COMPLETED"))
                        .forEach(completed::add)))
                .toList();
        clients.forEach(CompletableFuture::join);

        assertThat(completed).hasSameSizeAs(ids);
        assertThat(dune.requestCount()).isEqualTo(4_000);
    }

    @Test
    void speaksHttpsToThoseWhoTrustItsCertificate() throws IOException {
        try (DuneStub secure = DuneStub.startHttps()) {
            String id = secure.execution().completed().start();

            assertThat(secure.baseUrl()).startsWith("https://localhost:").endsWith("/api");
            assertThat(new StatusClient(secure).state(id)).isEqualTo("QUERY_STATE_COMPLETED");
            assertThatThrownBy(() -> new StatusClient(secure, HttpClient.newHttpClient()).get(id))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void startsOnAGivenPortWithAGivenKeyAndStops() throws IOException {
        int port;
        StatusClient other;
        try (DuneStub second = DuneStub.builder().apiKey("k2").start()) {
            other = new StatusClient(second);
            port = second.port();
            assertThat(other.state(second.execution().completed().start())).isEqualTo("QUERY_STATE_COMPLETED");
        }
        assertThatThrownBy(() -> other.get(UNKNOWN_ID)).isInstanceOf(ConnectException.class);

        try (DuneStub again = DuneStub.startOn(port)) {
            assertThat(again.baseUrl()).isEqualTo("http://localhost:" + port + "/api");
        }
    }

    private HttpResponse<String> send(String path) throws IOException {
        return client.send(client.request(path).header("X-Dune-Api-Key", dune.apiKey()));
    }

    private String secondState(String id) {
        return Stream.generate(() -> client.getAsync(id).join().body())
                .limit(2)
                .reduce((first, second) -> second)
                .map(body -> body.replaceAll(".*\"state\":\"([A-Z_]+)\".*", "$1"))
                .orElseThrow();
    }
}
