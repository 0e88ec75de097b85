package io.github.cameldune.schedule;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to leave an execution alone after requests about it failed: twice as long after each failure, up to a cap,
 * and spread at random so that executions which failed together are not asked about together.
 *
 * <p>Thread-safe, also when the source of randomness is not.
 */
public final class ErrorBackoff {

    private static final int MOST_DOUBLINGS = 30;

    private final Duration base;
    private final Duration cap;
    private final RandomGenerator random;

    /**
     * Creates a backoff.
     *
     * @param base the longest wait after the first error, positive
     * @param cap the longest wait after any error; one shorter than the base counts as the base
     * @param random the source of the spread
     * @throws IllegalArgumentException if a duration is not positive
     */
    public ErrorBackoff(Duration base, Duration cap, RandomGenerator random) {
        if (base.isZero() || base.isNegative() || cap.isZero() || cap.isNegative()) {
            throw new IllegalArgumentException("base and cap must be positive, not " + base + " and " + cap);
        }
        this.base = base;
        this.cap = Durations.longer(base, cap);
        this.random = random;
    }

    /**
     * The time to wait.
     *
     * @param errorsInRow how many requests failed since the last that did not; less than one counts as one
     * @return between half and the whole of base × 2<sup>errors − 1</sup>, or of the cap if that is shorter
     */
    public Duration after(int errorsInRow) {
        int doublings = Math.min(Math.max(errorsInRow, 1) - 1, MOST_DOUBLINGS);
        double longest = Math.min(Durations.seconds(base) * (1L << doublings), Durations.seconds(cap));
        double spread;
        synchronized (this) {
            spread = random.nextDouble();
        }
        return Durations.ofSeconds(longest * (0.5 + spread / 2));
    }
}
