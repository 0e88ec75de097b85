package io.github.cameldune.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Only what certainly started nothing counts as not started: anything else may have been billed. */
class SubmissionOutcomeTest {

    @ParameterizedTest
    @CsvSource({
        "302, false", "400, false", "401, false", "404, false", "429, false",
        "200, true", "204, true", "500, true", "502, true", "599, true"
    })
    void anAnswerWithoutAnExecutionDecidesByItsCode(int code, boolean mayHaveStarted) {
        Answer<Submitted> answer = new Answer<>(Verdict.FAILED, null, code, null, null, null, "", null);

        assertThat(SubmissionOutcome.mayHaveStarted(answer)).isEqualTo(mayHaveStarted);
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
        assertThat(SubmissionOutcome.mayHaveStarted(Answer.failed(failure))).isFalse();
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
        assertThat(SubmissionOutcome.mayHaveStarted(Answer.failed(failure))).isTrue();
    }
}
