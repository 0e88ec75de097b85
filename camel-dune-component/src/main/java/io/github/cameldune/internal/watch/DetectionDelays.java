package io.github.cameldune.internal.watch;

import io.github.cameldune.client.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;

/**
 * How long after the end of an execution it was seen. Thread-safe.
 *
 * <p>The end is told by Dune's clock ({@code execution_ended_at}, else {@code cancelled_at}), the moment of seeing by
 * ours. As long as the header {@code Date} of the answer agrees with our clock to two seconds, ours counts, since that
 * header knows whole seconds only; else one of the clocks is wrong, and the header counts, so that both instants come
 * from Dune's side. What is left below zero is zero.
 */
public final class DetectionDelays {

    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final Set<Consumer<Duration>> listeners = new CopyOnWriteArraySet<>();
    private long count;
    private long sumMillis;
    private long longestMillis;

    /**
     * The delays at an instant.
     *
     * @param count how many ends were seen
     * @param mean the mean delay; null before the first
     * @param longest the longest delay; null before the first
     */
    public record Summary(long count, Duration mean, Duration longest) {}

    DetectionDelays() {}

    /**
     * How long after its end an execution was seen to have ended.
     *
     * @param status terminal
     * @param answeredAt the header {@code Date} of the answer; null without one
     * @param now by our clock
     * @return not negative; empty if Dune did not tell the end
     */
    static Optional<Duration> between(ExecutionStatus status, Instant answeredAt, Instant now) {
        boolean agree =
                answeredAt == null || Duration.between(answeredAt, now).abs().compareTo(TOLERANCE) <= 0;
        return status.ended()
                .map(ended -> Duration.between(ended, agree ? now : answeredAt))
                .map(delay -> delay.isNegative() ? Duration.ZERO : delay);
    }

    void add(Duration delay) {
        synchronized (this) {
            count++;
            sumMillis += delay.toMillis();
            longestMillis = Math.max(longestMillis, delay.toMillis());
        }
        listeners.forEach(listener -> listener.accept(delay));
    }

    /**
     * Passes on each delay from now on, on the thread that found it, which must not be blocked.
     *
     * @param listener takes the delays
     */
    public void addListener(Consumer<Duration> listener) {
        listeners.add(listener);
    }

    /**
     * Passes on no more delays.
     *
     * @param listener ignored if it is not there
     */
    public void removeListener(Consumer<Duration> listener) {
        listeners.remove(listener);
    }

    /**
     * Number, mean and maximum.
     *
     * @return all of one instant
     */
    public synchronized Summary summary() {
        return count == 0
                ? new Summary(0, null, null)
                : new Summary(count, Duration.ofMillis(sumMillis / count), Duration.ofMillis(longestMillis));
    }
}
