package io.github.cameldune;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.Answer;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.schedule.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReachabilityTest {

    private static final ExecutionId ID = new ExecutionId("opaque-1");
    private static final Answer REFUSED = new Answer.Refused(401, null, "");
    private static final Answer LIMITED = new Answer.Refused(429, null, "");

    private final VirtualTime time = new VirtualTime();
    private final Reachability reachability = new Reachability(time);

    @Test
    void knowsNothingAgainstDuneBeforeTheFirstRequest() {
        assertThat(reachability.failure()).isEmpty();
        assertThat(reachability.answeredAt()).isEmpty();
    }

    /** Else a producer that gets no work while it is down would be down for ever. */
    @Test
    void forgetsAFailureThatNobodyRepeated() {
        reachability.answered(ID, REFUSED);

        time.advance(Reachability.FORGOTTEN_AFTER);
        assertThat(reachability.failure()).isPresent();
        time.advance(Duration.ofSeconds(1));
        assertThat(reachability.failure()).isEmpty();

        reachability.answered(ID, REFUSED);
        assertThat(reachability.failure()).isPresent();
    }

    @Test
    void holdsOneOrTwo429sAgainstNobody() {
        reachability.answered(ID, LIMITED);
        reachability.answered(ID, LIMITED);
        assertThat(reachability.failure()).isEmpty();

        reachability.answered(ID, LIMITED);
        assertThat(reachability.failure()).isPresent();
    }
}
