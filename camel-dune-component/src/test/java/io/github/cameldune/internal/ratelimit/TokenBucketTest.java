package io.github.cameldune.internal.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long SECOND = 1_000_000_000L;

    private final TokenBucket bucket = new TokenBucket();

    @Test
    void alwaysHasATokenWithoutALimit() {
        for (int i = 0; i < 1000; i++) {
            assertThat(bucket.readyAt(0)).isZero();
            bucket.take(0);
        }
    }

    @Test
    void holdsATenthOfTheLimitAndGainsNineTenthsAMinute() {
        bucket.limit(200, 0);
        assertThat(bucket.tokens(0)).isEqualTo(20);
        for (int i = 0; i < 20; i++) {
            bucket.take(0);
        }

        assertThat(bucket.readyAt(0)).isCloseTo(SECOND / 3, within(10L));
        assertThat(bucket.tokens(6 * SECOND)).isCloseTo(18, within(1e-6));
        assertThat(bucket.tokens(60 * SECOND)).isEqualTo(20);
    }

    @Test
    void holdsOneTokenAtLeast() {
        bucket.limit(1, 0);

        assertThat(bucket.tokens(0)).isOne();
    }

    @Test
    void keepsItsTokensWhenTheLimitRisesAndNoMoreThanTheBurstWhenItFalls() {
        bucket.limit(100, 0);
        bucket.limit(1000, 0);
        assertThat(bucket.tokens(0)).isCloseTo(10, within(1e-6));

        bucket.limit(40, 0);
        assertThat(bucket.tokens(0)).isEqualTo(4);
    }

    @Test
    void takesBackWhatWasNotUsedUpToTheBurst() {
        bucket.limit(40, 0);
        bucket.take(0);
        bucket.giveBack();
        bucket.giveBack();

        assertThat(bucket.tokens(0)).isEqualTo(4);
    }
}
