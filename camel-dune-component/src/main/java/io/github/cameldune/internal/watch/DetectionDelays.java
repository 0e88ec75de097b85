package io.github.cameldune.internal.watch;

import io.github.cameldune.client.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * How long after the end of an execution it was seen, as a histogram. Thread-safe.
 *
 * <p>The end is told by Dune's clock ({@code execution_ended_at}, else {@code cancelled_at}), the moment of seeing by
 * ours. As long as the header {@code Date} of the answer agrees with our clock to two seconds, ours counts, since that
 * header knows whole seconds only; else one of the clocks is wrong, and the header counts, so that both instants come
 * from Dune's side. What is left below zero is zero.
 */
public final class DetectionDelays {

    /** The upper bounds of the histogram's buckets; one more bucket holds what is longer. */
    public static final List<Duration> BOUNDS = Arrays.stream(new int[] {1, 2, 5, 10, 20, 30, 60, 120, 300, 600})
            .mapToObj(Duration::ofSeconds)
            .toList();

    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final LongAdder[] buckets = new LongAdder[BOUNDS.size() + 1];
    private final LongAdder sumMillis = new LongAdder();
    private final LongAccumulator longestMillis = new LongAccumulator(Math::max, 0);
    private final Set<Consumer<Duration>> listeners = new CopyOnWriteArraySet<>();

    DetectionDelays() {
        Arrays.setAll(buckets, any -> new LongAdder());
    }

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
        int bucket = 0;
        while (bucket < BOUNDS.size() && delay.compareTo(BOUNDS.get(bucket)) > 0) {
            bucket++;
        }
        buckets[bucket].increment();
        sumMillis.add(delay.toMillis());
        longestMillis.accumulate(delay.toMillis());
        listeners.forEach(listener -> listener.accept(delay));
    }

    /**
     * Lets somebody hear of each delay, on the thread that found it, which must not be blocked.
     *
     * @param listener hears of the delays from now on
     */
    public void addListener(Consumer<Duration> listener) {
        listeners.add(listener);
    }

    /**
     * How many ends were seen.
     *
     * @return at least 0
     */
    public long count() {
        return Arrays.stream(buckets).mapToLong(LongAdder::sum).sum();
    }

    /**
     * The mean delay.
     *
     * @return empty before the first
     */
    public Optional<Duration> mean() {
        long count = count();
        return count == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(sumMillis.sum() / count));
    }

    /**
     * The longest delay.
     *
     * @return empty before the first
     */
    public Optional<Duration> longest() {
        return count() == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(longestMillis.get()));
    }

    /**
     * How many delays were at most how long.
     *
     * @return each bound with the number of delays up to it, ascending
     */
    public Map<Duration, Long> cumulative() {
        Map<Duration, Long> all = new LinkedHashMap<>();
        long sum = 0;
        for (int i = 0; i < BOUNDS.size(); i++) {
            sum += buckets[i].sum();
            all.put(BOUNDS.get(i), sum);
        }
        return all;
    }
}
