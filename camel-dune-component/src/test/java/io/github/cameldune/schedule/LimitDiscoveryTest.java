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
    void raisesAGuessSoon() {
        discovery.limited(3, 0);

        discovery.raise(MINUTE, MINUTE);

        assertThat(discovery.limit()).isEqualTo(LimitDiscovery.LEAST * 1.5);
    }

    @Test
    void raisesWhatWasObservedSlowlyAtFirstAndFasterTheLongerDuneDoesNotObject() {
        discovery.limited(180, 0);

        discovery.raise(MINUTE, MINUTE);
        assertThat(discovery.limit()).isBetween(180.0, 180.3);
        double hourLater = discovery.limit();
        discovery.raise(MINUTE, 60 * MINUTE);
        assertThat(discovery.limit()).isGreaterThan(hourLater * 1.004);
    }

    @Test
    void neverExceedsWhatIsConfigured() {
        discovery.configure(20);
        discovery.limited(0, 0);
        assertThat(discovery.limit()).isEqualTo(20);

        discovery.raise(100 * MINUTE, 200 * MINUTE);
        assertThat(discovery.limit()).isEqualTo(20);
    }

    @Test
    void tellsWhetherAnotherLimitWasConfiguredAndKeepsTheSmallest() {
        LimitDiscovery configured = new LimitDiscovery();

        assertThat(configured.configure(40)).isFalse();
        assertThat(configured.configure(40)).isFalse();
        assertThat(configured.configure(200)).isTrue();
        assertThat(configured.configured()).isEqualTo(40);
        assertThat(configured.configure(20)).isTrue();
        assertThat(configured.limit()).isEqualTo(20);
        assertThat(configured.discovered()).isFalse();
    }
}
