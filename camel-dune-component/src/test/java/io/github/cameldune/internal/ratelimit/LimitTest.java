package io.github.cameldune.internal.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitTest {

    private static final long MINUTE = 60_000_000_000L;

    private final Limit limit = new Limit();

    @Test
    void discoversWhatWasAcceptedInTheLastMinute() {
        limit.limited(180, 0);

        assertThat(limit.perMinute()).isEqualTo(180);
        assertThat(limit.isDiscovered()).isTrue();
        assertThat(limit.isUnknown()).isFalse();
    }

    @Test
    void doesNotTakeA429ToTheFirstRequestForAPlanOfOneRequestAMinute() {
        limit.limited(0, 0);

        assertThat(limit.perMinute()).isEqualTo(Limit.LEAST);
    }

    @Test
    void goesBelowTheLeastOnlyWhileDuneGoesOnRefusingThat() {
        limit.limited(3, 0);
        limit.limited(3, MINUTE);
        assertThat(limit.perMinute()).isEqualTo(Limit.LEAST / 2.0);
        limit.limited(3, 2 * MINUTE);
        assertThat(limit.perMinute()).isEqualTo(Limit.LEAST / 4.0);

        limit.limited(3, 60 * MINUTE);
        assertThat(limit.perMinute()).isEqualTo(Limit.LEAST);
    }

    @Test
    void raisesAGuessSoon() {
        limit.limited(3, 0);

        limit.raise(MINUTE, MINUTE);

        assertThat(limit.perMinute()).isEqualTo(Limit.LEAST * 1.5);
    }

    @Test
    void raisesWhatWasObservedSlowlyAtFirstAndFasterTheLongerDuneDoesNotObject() {
        limit.limited(180, 0);

        limit.raise(MINUTE, MINUTE);
        assertThat(limit.perMinute()).isBetween(180.0, 180.3);
        double hourLater = limit.perMinute();
        limit.raise(MINUTE, 60 * MINUTE);
        assertThat(limit.perMinute()).isGreaterThan(hourLater * 1.004);
    }

    @Test
    void believesAConfiguredLimitThoughA429OrTwoComes() {
        limit.configure("a", 1000);

        limit.limited(3, 0);
        limit.limited(3, MINUTE);

        assertThat(limit.perMinute()).isEqualTo(1000);
        assertThat(limit.isDiscovered()).isFalse();
    }

    @Test
    void lowersAConfiguredLimitWhile429sGoOnAndReturnsToItWithinMinutes() {
        limit.configure("a", 1000);
        for (int i = 0; i < 3; i++) {
            limit.limited(200, i * MINUTE);
        }
        assertThat(limit.perMinute()).isEqualTo(200);
        assertThat(limit.isDiscovered()).isTrue();

        for (int minute = 3; minute < 6; minute++) {
            limit.raise(MINUTE, minute * MINUTE);
        }

        assertThat(limit.perMinute()).isEqualTo(1000);
        assertThat(limit.isDiscovered()).isFalse();
    }

    @Test
    void neverExceedsWhatIsConfigured() {
        limit.configure("a", 20);
        for (int i = 0; i < 3; i++) {
            limit.limited(200, i * MINUTE);
        }
        assertThat(limit.perMinute()).isEqualTo(20);

        limit.raise(100 * MINUTE, 200 * MINUTE);
        assertThat(limit.perMinute()).isEqualTo(20);
    }

    @Test
    void tellsWhetherAnotherLimitIsConfiguredAndKeepsTheSmallest() {
        assertThat(limit.configure("a", 40)).isFalse();
        assertThat(limit.configure("b", 40)).isFalse();
        assertThat(limit.configure("c", 0)).isFalse();
        assertThat(limit.configure("d", 200)).isTrue();
        assertThat(limit.perMinute()).isEqualTo(40);
        assertThat(limit.configure("e", 20)).isTrue();
        assertThat(limit.perMinute()).isEqualTo(20);
    }

    @Test
    void risesAgainWhenTheOwnerOfTheSmallestIsGoneAndStaysWhenNoOwnerIsLeft() {
        limit.configure("a", 40);
        limit.configure("b", 200);

        limit.release("a");
        assertThat(limit.perMinute()).isEqualTo(200);
        limit.release("b");
        assertThat(limit.perMinute()).isEqualTo(200);
        limit.configure("b", 1000);
        assertThat(limit.perMinute()).isEqualTo(1000);
    }

    @Test
    void keepsWhatWasDiscoveredWhenAnOwnerWithoutALimitComesOrGoes() {
        limit.configure("a", 0);
        limit.limited(180, 0);

        limit.configure("b", 0);
        limit.release("a");

        assertThat(limit.perMinute()).isEqualTo(180);
    }
}
