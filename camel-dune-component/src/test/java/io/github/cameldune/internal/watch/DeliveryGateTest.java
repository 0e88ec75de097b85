package io.github.cameldune.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.internal.schedule.ErrorBackoff;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A consumer whose deliveries all fail slows down as a whole. */
class DeliveryGateTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final DeliveryGate gate =
            new DeliveryGate(new ErrorBackoff(Duration.ofSeconds(2), Duration.ofMinutes(1), () -> 0L));

    private void reject(int execution, Instant now) {
        assertThat(gate.pass(now)).isTrue();
        gate.rejected(new ExecutionId("execution-" + execution), now);
    }

    @Test
    void oneExecutionThatIsRejectedAgainAndAgainHoldsUpNoOther() {
        for (int i = 0; i < 20; i++) {
            reject(1, NOW);
        }

        assertThat(gate.pass(NOW)).isTrue();
        assertThat(gate.pass(NOW)).isTrue();
    }

    @Test
    void onceFiveExecutionsAreRejectedOneEventAtATimeIsTriedWithBackoff() {
        for (int i = 0; i < 5; i++) {
            reject(i, NOW);
        }

        assertThat(gate.pass(NOW.plusMillis(900))).isFalse();
        assertThat(gate.pass(NOW.plusSeconds(2))).isTrue();
        assertThat(gate.pass(NOW.plusSeconds(2))).as("a second at a time").isFalse();
        gate.rejected(new ExecutionId("another"), NOW.plusSeconds(2));
        assertThat(gate.pass(NOW.plusMillis(3900))).isFalse();
        assertThat(gate.pass(NOW.plusSeconds(6))).isTrue();
    }

    @Test
    void oneThatIsAcceptedOpensItForAll() {
        for (int i = 0; i < 5; i++) {
            reject(i, NOW);
        }
        gate.pass(NOW.plusSeconds(2));

        assertThat(gate.accepted()).isTrue();

        assertThat(gate.pass(NOW.plusSeconds(2))).isTrue();
        assertThat(gate.pass(NOW.plusSeconds(2))).isTrue();
        assertThat(gate.accepted()).isFalse();
    }

    @Test
    void oneThatWasNotTriedAfterAllLeavesRoomForTheNext() {
        for (int i = 0; i < 5; i++) {
            reject(i, NOW);
        }
        gate.pass(NOW.plusSeconds(2));

        gate.untried();

        assertThat(gate.pass(NOW.plusSeconds(2))).isTrue();
    }
}
