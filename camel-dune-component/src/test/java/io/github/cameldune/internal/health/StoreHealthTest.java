package io.github.cameldune.internal.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.internal.time.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoreHealthTest {

    private static final WatchStoreException FAILURE = new WatchStoreException("on purpose", null);

    private final VirtualTime time = new VirtualTime();
    private final StoreHealth health = new StoreHealth(time);

    private static Object fail() {
        throw FAILURE;
    }

    @Test
    void keepsReadingAndWritingApart() {
        assertThatThrownBy(() -> health.writing(StoreHealthTest::fail)).isSameAs(FAILURE);
        health.reading(() -> null);
        assertThat(health.failure()).contains(FAILURE);

        assertThatThrownBy(() -> health.reading(StoreHealthTest::fail)).isSameAs(FAILURE);
        health.writing(() -> null);
        assertThat(health.failure()).contains(FAILURE);

        health.reading(() -> null);
        assertThat(health.failure()).isEmpty();
    }

    @Test
    void aFailureToWriteIsOverWhenNothingIsLeftToWrite() {
        assertThatThrownBy(() -> health.writing(StoreHealthTest::fail)).isSameAs(FAILURE);

        health.nothingToWrite();

        assertThat(health.failure()).isEmpty();
    }

    @Test
    void whateverAStoreThrowsIsAFailureOfTheStore() {
        IllegalStateException thrown = new IllegalStateException("a bug");

        assertThatThrownBy(() -> health.reading(() -> {
                    throw thrown;
                }))
                .isInstanceOf(WatchStoreException.class)
                .hasMessageContaining("IllegalStateException")
                .hasCause(thrown);
    }

    @Test
    void aCallThatDoesNotReturnIsAFailureAfterTenSeconds() {
        health.writing(() -> {
            time.advance(Duration.ofSeconds(10));
            assertThat(health.failure()).isEmpty();
            time.advance(Duration.ofSeconds(1));
            assertThat(health.failure())
                    .hasValueSatisfying(failure -> assertThat(failure).hasMessageContaining("not answered for 11 s"));
            return null;
        });

        assertThat(health.failure()).isEmpty();
    }
}
