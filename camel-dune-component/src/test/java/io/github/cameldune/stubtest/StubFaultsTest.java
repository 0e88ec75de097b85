package io.github.cameldune.stubtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.Fault;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StubFaultsTest {
    private final DuneStub dune = DuneStub.start();
    private final StatusClient client = new StatusClient(dune);
    private final String id = dune.execution().state("PENDING").completed().start();

    @AfterEach
    void stop() {
        dune.close();
    }

    static Stream<Arguments> errorAnswers() {
        return Stream.of(
                Arguments.of(400, "is invalid.", Fault.badRequest()),
                Arguments.of(401, "invalid API Key", Fault.unauthorized()),
                Arguments.of(402, "billing cycle", Fault.paymentRequired()),
                Arguments.of(403, "Forbidden", Fault.forbidden()),
                Arguments.of(404, "Object not found", Fault.notFound()),
                Arguments.of(429, "Too Many Requests", Fault.tooManyRequests()),
                Arguments.of(500, "An internal error occurred", Fault.serverError(500)),
                Arguments.of(503, "Service Unavailable", Fault.serverError(503)));
    }

    @ParameterizedTest
    @MethodSource("errorAnswers")
    void answersWithAnErrorAndThenWithTheStateThatWasNotShown(int status, String error, Fault fault)
            throws IOException {
        dune.fail(id, fault);

        HttpResponse<String> response = client.get(id);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(StatusClient.json(response).get("error").asText()).contains(error);
        assertThat(client.state(id)).isEqualTo("QUERY_STATE_PENDING");
    }

    @Test
    void sendsTheRetryAfterItIsGiven() throws IOException {
        dune.fail(id, Fault.tooManyRequests("120"), Fault.tooManyRequests("Wed, 21 Oct 2026 07:28:00 GMT"));

        assertThat(client.get(id).headers().firstValue("Retry-After")).hasValue("120");
        assertThat(client.get(id).headers().firstValue("Retry-After")).hasValue("Wed, 21 Oct 2026 07:28:00 GMT");
    }

    static Stream<Fault> brokenConnections() {
        return Stream.of(
                Fault.reset(), Fault.noAnswer(), Fault.garbage(), Fault.garbageAfterHeaders(), Fault.truncated());
    }

    // for ever, because the client may repeat a request whose connection broke before any answer
    @ParameterizedTest
    @MethodSource("brokenConnections")
    void breaksTheConnectionAndThenShowsTheStateThatWasNotShown(Fault fault) throws IOException {
        dune.fail(id, fault.forever());

        assertThatThrownBy(() -> client.get(id)).isInstanceOf(IOException.class);

        dune.heal();
        assertThat(client.state(id)).isEqualTo("QUERY_STATE_PENDING");
    }

    @ParameterizedTest
    @MethodSource("brokenConnections")
    void breaksTheConnectionOverTlsToo(Fault fault) throws IOException {
        try (DuneStub secure = DuneStub.startHttps()) {
            String secureId = secure.execution().completed().start();
            secure.failAll(fault.forever());

            assertThatThrownBy(() -> new StatusClient(secure).get(secureId)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void sendsHalfOfTheJsonAsAWholeAnswer() throws IOException {
        dune.fail(id, Fault.cutOff());

        HttpResponse<String> response = client.get(id);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("{\"execution_id\":\"" + id);
        assertThatThrownBy(() -> StatusClient.json(response)).isInstanceOf(JsonProcessingException.class);
        assertThat(client.state(id)).isEqualTo("QUERY_STATE_PENDING");
    }

    @Test
    void answersWithWhatIsNoStatusOfTheExecution() throws IOException {
        dune.fail(id, Fault.emptyBody(), Fault.html(), Fault.html(502), Fault.otherExecution(), Fault.otherShape());

        assertThat(client.get(id).body()).isEmpty();
        HttpResponse<String> html = client.get(id);
        assertThat(html.statusCode()).isEqualTo(200);
        assertThat(html.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(html.body()).startsWith("<!DOCTYPE html>");
        assertThat(client.get(id).statusCode()).isEqualTo(502);
        JsonNode other = client.json(id);
        assertThat(other.get("execution_id").asText()).hasSize(26).isNotEqualTo(id);
        assertThat(other.get("state").asText()).isEqualTo("QUERY_STATE_COMPLETED");
        assertThat(client.json(id).has("state")).isFalse();
    }

    @Test
    void answersWithAnythingItIsGiven() throws IOException {
        dune.fail(id, Fault.answer(409, "[]"));

        HttpResponse<String> response = client.get(id);

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).isEqualTo("[]");
    }

    @Test
    void answersWithBigAndDeepStatuses() throws IOException {
        dune.fail(id, Fault.big(2_000_000), Fault.deep(500));

        HttpResponse<String> big = client.get(id);
        assertThat(big.body().getBytes(UTF_8)).hasSizeGreaterThan(2_000_000);
        assertThat(StatusClient.json(big).get("state").asText()).isEqualTo("QUERY_STATE_PENDING");
        assertThat(client.get(id).body()).contains("[".repeat(500) + "]".repeat(500));
        assertThat(client.state(id)).isEqualTo("QUERY_STATE_PENDING");
    }

    @Test
    void redirectsToAnotherPlace() throws IOException {
        dune.fail(id, Fault.redirect("http://localhost:1/elsewhere"));

        HttpResponse<String> response = client.get(id);

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("Location")).hasValue("http://localhost:1/elsewhere");
    }

    @Test
    void deliversTheTrueAnswerLateOrInPieces() throws IOException {
        dune.fail(id, Fault.slow(Duration.ofMillis(20)), Fault.drip(Duration.ofMillis(40), 4));

        assertThat(client.state(id)).isEqualTo("QUERY_STATE_PENDING");
        assertThat(client.state(id)).isEqualTo("QUERY_STATE_COMPLETED");
    }

    @Test
    void isSlowerThanAClientThatGivesUp() {
        dune.fail(id, Fault.slow(Duration.ofMinutes(1)));

        assertThatThrownBy(() -> client.send(client.request("/v1/execution/" + id + "/status")
                        .header("X-Dune-Api-Key", dune.apiKey())
                        .timeout(Duration.ofMillis(200))))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void holdsAnAnswerUntilItIsReleased() {
        CountDownLatch release = new CountDownLatch(1);
        dune.fail(id, Fault.held(release));

        CompletableFuture<HttpResponse<String>> answer = client.getAsync(id);
        await().until(() -> dune.requests(id).size() == 1);
        assertThat(answer).isNotDone();
        release.countDown();

        assertThat(answer.join().body()).contains("QUERY_STATE_PENDING");
    }

    @Test
    void stopsWhileAnAnswerIsHeld() {
        dune.fail(id, Fault.held(new CountDownLatch(1)));
        client.getAsync(id);
        await().until(() -> dune.requests(id).size() == 1);

        dune.close();

        assertThatThrownBy(() -> client.get(id)).isInstanceOf(IOException.class);
    }

    @Test
    void countsTheRequestsOfEachFault() throws IOException {
        dune.fail(id, Fault.serverError(500).times(2), Fault.notFound().once());

        assertThat(client.get(id).statusCode()).isEqualTo(500);
        assertThat(client.get(id).statusCode()).isEqualTo(500);
        assertThat(client.get(id).statusCode()).isEqualTo(404);
        assertThat(client.get(id).statusCode()).isEqualTo(200);
    }

    @Test
    void failsOneExecutionAndNotTheOthers() throws IOException {
        String other = dune.execution().completed().start();
        dune.fail(id, Fault.serverError(500).forever());

        assertThat(client.get(other).statusCode()).isEqualTo(200);
        assertThat(client.get(id).statusCode()).isEqualTo(500);
        assertThat(client.get(id).statusCode()).isEqualTo(500);

        dune.heal(id);
        assertThat(client.get(id).statusCode()).isEqualTo(200);
    }

    @Test
    void failsAllExecutionsOnceTheirOwnFaultsAreUsedUp() throws IOException {
        String other = dune.execution().completed().start();
        dune.failAll(Fault.serverError(503).forever());
        dune.fail(id, Fault.notFound());

        assertThat(client.get(id).statusCode()).isEqualTo(404);
        assertThat(client.get(id).statusCode()).isEqualTo(503);
        assertThat(client.get(other).statusCode()).isEqualTo(503);

        dune.heal();
        assertThat(client.get(id).statusCode()).isEqualTo(200);
        assertThat(client.get(other).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAFaultThatNeverHappensAndAServerErrorThatIsNone() {
        assertThatThrownBy(() -> Fault.reset().times(0)).hasMessageContaining("0 times");
        assertThatThrownBy(() -> Fault.serverError(200)).hasMessageContaining("200");
    }
}
