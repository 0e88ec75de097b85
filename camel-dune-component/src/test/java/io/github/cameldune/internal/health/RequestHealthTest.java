package io.github.cameldune.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.CapturedLog;
import io.github.cameldune.internal.client.Verdict;
import io.github.cameldune.internal.schedule.Answers;
import io.github.cameldune.internal.time.VirtualTime;
import java.time.Duration;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

class RequestHealthTest {

    private final VirtualTime time = new VirtualTime();
    private final RequestHealth health = new RequestHealth("https://dune.example/api", time);

    @Test
    void nothingIsKnownAgainstDuneBeforeTheFirstRequest() {
        assertThat(health.failure()).isEmpty();
        assertThat(health.answeredAt()).isEmpty();
    }

    /** Else a producer that gets no work while it is down would be down for ever. */
    @Test
    void aFailureThatIsNotRepeatedIsForgottenButNotWithinTheLongestPauseOfAKey() {
        health.answered("a", Answers.KEY_REFUSED);

        time.advance(Duration.ofMinutes(5).plusSeconds(30));
        assertThat(health.failure()).isPresent();
        time.advance(Duration.ofMinutes(1));
        assertThat(health.failure()).isEmpty();

        health.answered("a", Answers.KEY_REFUSED);
        assertThat(health.failure()).hasValueSatisfying(failure -> {
            assertThat(failure.subject()).isEqualTo("a");
            assertThat(failure.answer()).isSameAs(Answers.KEY_REFUSED);
        });
    }

    @Test
    void oneOrTwo429sInARowAreNoFailure() {
        health.answered("a", Answers.limited(null));
        health.answered("b", Answers.limited(null));
        assertThat(health.failure()).isEmpty();

        health.answered("a", Answers.limited(null));
        assertThat(health.failure()).isPresent();
        health.answered("a", Answers.state("EXECUTING"));
        assertThat(health.failure()).isEmpty();
    }

    @Test
    void theBillingLimitOfOneExecutionAmongOthersIsNoFailureAndOfTwoItIs() {
        health.answered("good", Answers.state("EXECUTING"));
        health.answered("expensive", Answers.BILLING_LIMIT);
        health.answered("expensive", Answers.BILLING_LIMIT);
        assertThat(health.failure()).isEmpty();

        health.answered("another", Answers.BILLING_LIMIT);
        assertThat(health.failure()).isPresent();
    }

    @Test
    void anExecutionThatDuneDoesNotKnowIsNoFailureAndAnAnswerOfAProxyIs() {
        health.answered("a", Answers.UNKNOWN);
        assertThat(health.failure()).isEmpty();

        health.answered("a", Answers.MISDIRECTED);
        assertThat(health.failure()).isPresent();
    }

    @Test
    void anOutageIsLoggedWhenItBeginsOnceAMinuteAndWhenItEndsWithoutAStackTrace() {
        try (CapturedLog log = new CapturedLog(Level.INFO)) {
            for (int second = 0; second < 90; second++) {
                health.answered("a", Answers.TIMED_OUT);
                time.advance(Duration.ofSeconds(1));
            }
            health.answered("a", Answers.state("EXECUTING"));
            health.answered("a", Answers.state("EXECUTING"));

            assertThat(log.lines()).hasSize(3).noneMatch(line -> line.contains("\tat "));
            assertThat(log.lines().get(0)).startsWith("WARN").contains("https://dune.example/api", "timed out");
            assertThat(log.lines().get(1)).startsWith("WARN");
            assertThat(log.lines().get(2)).startsWith("INFO").contains("The outage lasted 90 s");
        }
    }

    @Test
    void requestsAreCountedByTheirVerdicts() {
        RequestCounts counts = new RequestCounts();
        counts.count(Verdict.OK);
        counts.count(Verdict.FAILED);
        counts.count(Verdict.OK);

        assertThat(counts.byVerdict()).isEqualTo(Map.of("ok", 2L, "failed", 1L));
        assertThat(counts.of(Verdict.RATE_LIMITED)).isZero();
    }
}
