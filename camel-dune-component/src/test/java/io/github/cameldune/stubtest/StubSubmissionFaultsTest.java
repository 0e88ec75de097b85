package io.github.cameldune.stubtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.stub.Call;
import io.github.cameldune.stub.DuneStub;
import io.github.cameldune.stub.Fault;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StubSubmissionFaultsTest {
    private final DuneStub dune = DuneStub.start();
    private final DuneClient client = new DuneClient(dune);

    @AfterEach
    void stop() {
        dune.close();
    }

    static Stream<Fault> brokenConnections() {
        return Stream.of(Fault.reset(), Fault.noAnswer(), Fault.truncated(), Fault.silent(Duration.ofMillis(20)));
    }

    @ParameterizedTest
    @MethodSource("brokenConnections")
    void losesTheAnswerBeforeAnExecutionIsStarted(Fault fault) {
        dune.failSubmissions(fault.forever());

        assertThatThrownBy(() -> client.sql("{\"sql\":\"SELECT 1\"}")).isInstanceOf(IOException.class);

        assertThat(dune.submissionCount()).isZero();
    }

    @ParameterizedTest
    @MethodSource("brokenConnections")
    void losesTheAnswerAfterAnExecutionWasStarted(Fault fault) throws IOException {
        dune.failSubmissions(fault.afterEffect().forever());

        assertThatThrownBy(() -> client.sql("{\"sql\":\"SELECT 1\"}")).isInstanceOf(IOException.class);

        long requests = dune.requestCount();
        assertThat(requests).isPositive();
        assertThat(dune.submissionCount()).as("one for each request").isEqualTo(requests);
        assertThat(client.state(dune.submissions().get(0).executionId())).isEqualTo("QUERY_STATE_PENDING");
    }

    @Test
    void answersWithAServerErrorBeforeOrAfterAnExecutionIsStarted() throws IOException {
        dune.failSubmissions(Fault.serverError(500), Fault.serverError(503).afterEffect());

        assertThat(client.sql("{\"sql\":\"SELECT 1\"}").statusCode()).isEqualTo(500);
        assertThat(dune.submissionCount()).isZero();
        assertThat(client.sql("{\"sql\":\"SELECT 1\"}").statusCode()).isEqualTo(503);
        assertThat(dune.submissionCount()).isEqualTo(1);
    }

    @Test
    void answersLaterThanAClientWaitsAfterAnExecutionWasStarted() {
        dune.failSubmissions(Fault.slow(Duration.ofMinutes(1)));

        assertThatThrownBy(() -> client.http()
                        .send(client.withKey("/v1/sql/execute")
                                .timeout(Duration.ofSeconds(1))
                                .POST(BodyPublishers.ofString("{\"sql\":\"SELECT 1\"}"))))
                .isInstanceOf(HttpTimeoutException.class);

        assertThat(dune.submissionCount()).isEqualTo(1);
    }

    @Test
    void staysSilentLongerThanAClientWaitsWithoutStartingAnExecution() {
        dune.failSubmissions(Fault.silent(Duration.ofMinutes(1)));

        assertThatThrownBy(() -> client.http()
                        .send(client.withKey("/v1/sql/execute")
                                .timeout(Duration.ofSeconds(1))
                                .POST(BodyPublishers.ofString("{\"sql\":\"SELECT 1\"}"))))
                .isInstanceOf(HttpTimeoutException.class);

        assertThat(dune.submissionCount()).isZero();
    }

    @Test
    void startsNothingWhenItIsRefusedByAFault() throws IOException {
        dune.failSubmissions(
                Fault.tooManyRequests("7"),
                Fault.paymentRequired(),
                Fault.paymentRequired().withHeader("WWW-Authenticate", "Payment"),
                Fault.cutOff());

        assertThat(client.sql("{\"sql\":\"SELECT 1\"}").headers().firstValue("Retry-After"))
                .hasValue("7");
        assertThat(client.sql("{\"sql\":\"SELECT 1\"}").headers().firstValue("WWW-Authenticate"))
                .isEmpty();
        HttpResponse<String> noKey = client.sql("{\"sql\":\"SELECT 1\"}");
        assertThat(noKey.statusCode()).isEqualTo(402);
        assertThat(noKey.headers().firstValue("WWW-Authenticate")).hasValue("Payment");
        assertThat(client.sql("{\"sql\":\"SELECT 1\"}").body())
                .startsWith("{\"execution_id\"")
                .doesNotEndWith("}");
        assertThat(dune.submissionCount()).isZero();
    }

    @Test
    void failsTheRequestsOfOneQueryOnly() throws IOException {
        dune.query(1).fail(Fault.serverError(500).forever());
        dune.query(2);

        assertThat(client.execute(1, "").statusCode()).isEqualTo(500);
        assertThat(client.latest(1).statusCode()).isEqualTo(500);
        assertThat(client.execute(2, "").statusCode()).isEqualTo(200);
        dune.heal();
        assertThat(client.execute(1, "").statusCode()).isEqualTo(200);
    }

    @Test
    void letsFaultsOfSubmissionsPassByOtherRequests() throws IOException {
        String id = dune.execution().completed().start();
        dune.failSubmissions(Fault.serverError(500), Fault.serverError(502).on(Call.SQL));
        dune.failAll(Fault.notFound().on(Call.CANCEL).nth(2));

        assertThat(client.state(id)).isEqualTo("QUERY_STATE_COMPLETED");
        assertThat(client.cancel(id).statusCode()).isEqualTo(200);
        assertThat(client.cancel(id).statusCode()).isEqualTo(404);
        assertThat(client.sql("{\"sql\":\"SELECT 1\"}").statusCode()).isEqualTo(500);
        assertThat(client.execute(1, "").statusCode()).as("unknown").isEqualTo(404);
        assertThat(client.sql("{\"sql\":\"SELECT 1\"}").statusCode()).isEqualTo(502);
    }

    @Test
    void losesTheAnswerToACancelAfterItTookEffect() throws IOException {
        String id = dune.execution().stays("EXECUTING").start();
        dune.fail(
                id,
                Fault.serverError(500).on(Call.CANCEL),
                Fault.serverError(504).on(Call.CANCEL).afterEffect());

        assertThat(client.cancel(id).statusCode()).isEqualTo(500);
        assertThat(client.state(id)).isEqualTo("QUERY_STATE_EXECUTING");
        assertThat(client.cancel(id).statusCode()).isEqualTo(504);
        assertThat(client.state(id)).isEqualTo("QUERY_STATE_CANCELLED");
    }
}
