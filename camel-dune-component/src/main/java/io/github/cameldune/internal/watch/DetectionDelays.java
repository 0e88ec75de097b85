package io.github.cameldune.internal.watch;

import io.github.cameldune.internal.time.Durations;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;

/** How long after the end of an execution it was seen, both by Dune's clock. Thread-safe. */
public final class DetectionDelays {

    private final Set<Consumer<Duration>> listeners = new CopyOnWriteArraySet<>();
    private long count;
    private long sumMillis;
    private long longestMillis;

    /**
     * The delays at an instant.
     *
     * @param count how many ends were seen
     * @param mean null before the first
     * @param longest null before the first
     */
    public record Summary(long count, Duration mean, Duration longest) {}

    DetectionDelays() {}

    /** A negative delay, as inexact clocks can make it, counts as zero. */
    void add(Duration measured) {
        Duration delay = Durations.longer(Duration.ZERO, measured);
        synchronized (this) {
            count++;
            sumMillis += delay.toMillis();
            longestMillis = Math.max(longestMillis, delay.toMillis());
        }
        listeners.forEach(listener -> listener.accept(delay));
    }

    /** Passes on each delay from now on, on the thread that found it, which must not be blocked. */
    public void addListener(Consumer<Duration> listener) {
        listeners.add(listener);
    }

    /** Passes on no more delays; a listener that is not there is ignored. */
    public void removeListener(Consumer<Duration> listener) {
        listeners.remove(listener);
    }

    public synchronized Summary summary() {
        return count == 0
                ? new Summary(0, null, null)
                : new Summary(count, Duration.ofMillis(sumMillis / count), Duration.ofMillis(longestMillis));
    }
}
