package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.stub.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Dune says about the key counts for everything that uses it. */
class ConsumerKeyPauseTest extends ConsumerTestSupport {

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403})
    void pausesWatchingUntilAProducerFindsTheKeyAccepted(int code) throws Exception {
        List<String> ids = executions(30);
        dune.failAll(Fault.answer(code, "{\"error\":\"refused\"}").forever());
        consume("maxConcurrentRequests=2&executionIds=" + String.join(",", ids));

        eventually().until(() -> dune.requestCount() > 0);
        // no more than were in flight at once; a 402 counts for the key once a second execution met it
        int most = code == 402 ? 3 : 2;
        eventually().during(Duration.ofMillis(500)).until(() -> dune.requestCount() <= most);
        assertThat(receiver.received()).isEmpty();

        dune.heal();
        send("dune:status", ids.get(0), Map.of());

        eventually().until(() -> receiver.received().size() == 30);
    }

    @Test
    void pausesTheWholeKeyForAsLongAsA429AsksAndLosesNothing() throws Exception {
        List<String> ids = executions(2);
        dune.failAll(Fault.tooManyRequests("1"));

        consume("maxConcurrentRequests=1&executionIds=" + String.join(",", ids));

        eventually().until(() -> receiver.received().size() == 2);
        assertThat(Duration.between(
                        dune.requests().get(0).at(), dune.requests().get(1).at()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(990));
        assertThat(receiver.received()).extracting(Receiver.Received::state).containsOnly("QUERY_STATE_COMPLETED");
    }

    @Test
    void neverMeetsTheLimitThatItWasToldAndDeliversWhatItCanAskAbout() throws Exception {
        dune.limit(40);
        List<String> ids = executions(60);

        consume("requestsPerMinute=40&executionIds=" + String.join(",", ids));

        // a tenth at once, then one each 1.7 seconds
        eventually().until(() -> receiver.received().size() >= 6);
        assertThat(dune.rejected()).isZero();
        assertThat(dune.requestCount()).isLessThanOrEqualTo(40);
    }

    private static List<String> executions(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(dune.execution().completed().start());
        }
        return ids;
    }
}
