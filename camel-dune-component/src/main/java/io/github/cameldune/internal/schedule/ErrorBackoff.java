package io.github.cameldune.internal.schedule;

import io.github.cameldune.internal.time.Durations;
import io.github.cameldune.internal.time.Seconds;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures in a row: twice as long after each, up to a cap, and with jitter, so that what failed
 * together is not tried again together. Thread-safe, also when the source of randomness is not.
 */
public final class ErrorBackoff {

    private static final int MOST_DOUBLINGS = 30;

    private final Duration base;
    private final Duration cap;
    private final RandomGenerator random;

    /**
     * With random jitter. The base is the longest wait after the first failure, the cap after any; a cap shorter than the
     * base counts as the base.
     *
     * @throws IllegalArgumentException if a duration is not positive
     */
    public ErrorBackoff(Duration base, Duration cap) {
        this(base, cap, () -> ThreadLocalRandom.current().nextLong());
    }

    /** As above, with another source of the jitter. */
    public ErrorBackoff(Duration base, Duration cap, RandomGenerator random) {
        if (base.isZero() || base.isNegative() || cap.isZero() || cap.isNegative()) {
            throw new IllegalArgumentException("base and cap must be positive, not " + base + " and " + cap);
        }
        this.base = base;
        this.cap = Durations.longer(base, cap);
        this.random = random;
    }

    /**
     * Between half and the whole of base × 2<sup>failures − 1</sup>, or of the cap if that is shorter; less than one failure
     * counts as one.
     */
    public Duration after(int failuresInARow) {
        int doublings = Math.min(Math.max(failuresInARow, 1) - 1, MOST_DOUBLINGS);
        double longest = Math.min(Seconds.of(base) * (1L << doublings), Seconds.of(cap));
        double jitter;
        synchronized (this) {
            jitter = random.nextDouble();
        }
        return Seconds.toDuration(longest * (0.5 + jitter / 2));
    }

    /** The longest wait after any failure, at least the base. */
    public Duration cap() {
        return cap;
    }
}
