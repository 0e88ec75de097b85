package io.github.cameldune.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitDiscoveryTest {

    private static final long MINUTE = 60_000_000_000L;

    private final LimitDiscovery discovery = new LimitDiscovery();

    @Test
    void takesWhatWasAcceptedInTheLastMinute() {
        discovery.limited(180, 0);

        assertThat(discovery.limit()).isEqualTo(180);
        assertThat(discovery.discovered()).isTrue();
    }

    @Test
    void doesNotTakeA429ToTheFirstRequestForAPlanOfOneRequestAMinute() {
        discovery.limited(0, 0);

        assertThat(discovery.limit()).isEqualTo(LimitDiscovery.LEAST);
    }

    @Test
    void goesBelowTheLeastOnlyWhileDuneGoesOnRefusingThat() {
        discovery.limited(3, 0);
        discovery.limited(3, MINUTE);
        assertThat(discovery.limit()).isEqualTo(LimitDiscovery.LEAST / 2.0);
        discovery.limited(3, 2 * MINUTE);
        assertThat(discovery.limit()).isEqualTo(LimitDiscovery.LEAST / 4.0);

        discovery.limited(3, 60 * MINUTE);
        assertThat(discovery.limit()).isEqualTo(LimitDiscovery.LEAST);
    }

    @Test
    void isSoonUpAgainFromBelowTheLeastAndSlowlyAbove() {
        discovery.limited(3, 0);
        discovery.limited(3, MINUTE);

        discovery.raise(MINUTE);
        assertThat(discovery.limit()).isEqualTo(LimitDiscovery.LEAST);
        discovery.raise(MINUTE);
        assertThat(discovery.limit()).isEqualTo(LimitDiscovery.LEAST * 1.01);
    }

    @Test
    void neverExceedsWhatIsConfigured() {
        discovery.configure(20);
        discovery.limited(0, 0);
        assertThat(discovery.limit()).isEqualTo(20);

        discovery.raise(100 * MINUTE);
        assertThat(discovery.limit()).isEqualTo(20);
    }
}
