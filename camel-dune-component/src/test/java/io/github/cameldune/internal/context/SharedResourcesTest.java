package io.github.cameldune.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.internal.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What nothing uses any more goes after ten minutes. */
class SharedResourcesTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final VirtualTime time = new VirtualTime();
    private final List<String> removed = new ArrayList<>();
    private final SharedResources<String, String> leases =
            new SharedResources<>(key -> new String(key), removed::add, time);

    @Test
    void usersOfOneKeyShareItsValueUntilTheLastIsGone() {
        String value = leases.acquire("a");
        assertThat(leases.acquire("a")).isSameAs(value);

        leases.release("a");
        time.advance(TEN_MINUTES);
        assertThat(removed).isEmpty();
        leases.release("a");
        time.advance(TEN_MINUTES.minusMillis(1));
        assertThat(leases.all()).containsExactly("a");
        time.advance(Duration.ofMillis(1));

        assertThat(removed).containsExactly("a");
        assertThat(leases.all()).isEmpty();
    }

    @Test
    void aUserThatComesInTimeKeepsItAndTheTenMinutesBeginAnew() {
        String value = leases.acquire("a");
        leases.release("a");
        time.advance(Duration.ofMinutes(9));
        assertThat(leases.acquire("a")).isSameAs(value);
        leases.release("a");

        time.advance(Duration.ofMinutes(9));
        assertThat(removed).isEmpty();
        time.advance(Duration.ofMinutes(1));
        assertThat(removed).hasSize(1);
    }

    @Test
    void twoThousandKeysLeaveNothingBehind() {
        for (int i = 0; i < 2000; i++) {
            leases.acquire("list " + i);
            leases.release("list " + i);
        }

        time.advance(TEN_MINUTES);

        assertThat(leases.all()).isEmpty();
        assertThat(removed).hasSize(2000);
    }

    @Test
    void nothingIsKeptOnceTheTimerIsShutDown() {
        SharedResources<String, String> stopping = new SharedResources<>(key -> key, removed::add, (delay, task) -> {
            throw new RejectedExecutionException();
        });
        stopping.acquire("a");

        stopping.release("a");
        stopping.release("never acquired");

        assertThat(stopping.all()).isEmpty();
    }
}
