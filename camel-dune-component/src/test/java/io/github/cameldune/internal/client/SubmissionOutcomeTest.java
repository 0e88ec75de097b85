package io.github.cameldune.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionState;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Only what certainly started nothing counts as not started: anything else may have been billed. */
class SubmissionOutcomeTest {

    @Test
    void anExecutionIsStarted() {
        Submitted submitted = new Submitted(new ExecutionId("x1"), ExecutionState.PENDING);

        assertThat(SubmissionOutcome.of(Answer.ok(submitted, 200, null))).isEqualTo(SubmissionOutcome.STARTED);
    }

    @ParameterizedTest
    @CsvSource({
        "302, NOT_STARTED", "400, NOT_STARTED", "401, NOT_STARTED", "404, NOT_STARTED", "429, NOT_STARTED",
        "200, UNKNOWN", "204, UNKNOWN", "500, UNKNOWN", "502, UNKNOWN", "599, UNKNOWN"
    })
    void anAnswerWithoutAnExecutionDecidesByItsCode(int code, SubmissionOutcome outcome) {
        Answer<Submitted> answer = new Answer<>(Verdict.FAILED, null, code, null, null, null, "", null);

        assertThat(SubmissionOutcome.of(answer)).isEqualTo(outcome);
    }

    static Stream<IOException> beforeTheRequestIsSent() {
        return Stream.of(
                new ConnectException("refused"),
                new ConnectTimeoutException("no connection in time"),
                new NoRouteToHostException("no route"),
                new UnknownHostException("no such host"),
                new SSLHandshakeException("no common protocol"),
                new IOException("wrapped", new ConnectException("refused")));
    }

    @ParameterizedTest
    @MethodSource("beforeTheRequestIsSent")
    void aFailureBeforeTheRequestIsSentStartsNothing(IOException failure) {
        assertThat(SubmissionOutcome.of(Answer.failed(failure))).isEqualTo(SubmissionOutcome.NOT_STARTED);
    }

    static Stream<IOException> afterwards() {
        return Stream.of(
                new SocketTimeoutException("no answer in time"),
                new SocketException("reset"),
                new IOException("wrapped", new SocketException("reset")));
    }

    @ParameterizedTest
    @MethodSource("afterwards")
    void afterAnyOtherFailureAnExecutionMayRun(IOException failure) {
        assertThat(SubmissionOutcome.of(Answer.failed(failure))).isEqualTo(SubmissionOutcome.UNKNOWN);
    }
}
