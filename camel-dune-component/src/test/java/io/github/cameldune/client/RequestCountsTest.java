package io.github.cameldune.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestCountsTest {

    private static final ExecutionId ID = new ExecutionId("opaque-1");

    private final RequestCounts counts = new RequestCounts();

    @ParameterizedTest
    @CsvSource({
        "400, 400",
        "401, 401",
        "402, 402",
        "403, 403",
        "404, 404",
        "429, 429",
        "302, 3xx",
        "418, 4xx",
        "500, 5xx",
        "599, 5xx",
        "600, 4xx",
        "999, 4xx",
        "101, 4xx"
    })
    void countsAStatusCodeByItselfOrWithItsKind(int code, String label) {
        counts.answered(ID, new Answer.Refused(code, null, ""));

        assertThat(counts.byOutcome()).isEqualTo(Map.of(label, 1L));
    }

    @Test
    void countsStatusesUnreadableAnswersTimeoutsAndBrokenConnections() throws Exception {
        ExecutionStatus status = ExecutionStatus.parse("{\"state\":\"QUERY_STATE_PENDING\"}");
        counts.answered(ID, new Answer.Known(status));
        counts.answered(ID, new Answer.Known(status));
        counts.answered(ID, new Answer.Unreadable(200, "", ""));
        counts.answered(ID, new Answer.Unreachable(new SocketTimeoutException()));
        counts.answered(ID, new Answer.Unreachable(new ConnectException()));
        counts.answered(ID, new Answer.Unreachable(new IOException()));

        assertThat(counts.byOutcome()).isEqualTo(Map.of("2xx", 2L, "unreadable", 1L, "timeout", 1L, "unreachable", 2L));
        assertThat(counts.total()).isEqualTo(6);
        assertThat(counts.of(Outcome.RATE_LIMITED)).isZero();
    }

    @Test
    void everyListenerHearsOfAnAnswerBeforeWhoAsked() {
        Answer answer = new Answer.Refused(500, null, "");
        RequestCounts others = new RequestCounts();

        assertThat(new ObservedDuneClient(id -> answer, List.of(counts, others)).status(ID))
                .isSameAs(answer);

        assertThat(counts.byOutcome()).isEqualTo(others.byOutcome()).containsEntry("5xx", 1L);
    }
}
