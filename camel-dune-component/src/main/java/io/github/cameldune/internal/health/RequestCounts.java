package io.github.cameldune.internal.health;

import io.github.cameldune.internal.client.Verdict;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many requests ended how, since the start. Thread-safe. */
public final class RequestCounts {

    private final LongAdder[] counts = new LongAdder[Verdict.values().length];

    /** Counts from zero. */
    public RequestCounts() {
        Arrays.setAll(counts, any -> new LongAdder());
    }

    /** A request has ended. */
    public void count(Verdict verdict) {
        counts[verdict.ordinal()].increment();
    }

    /** How many requests ended so. */
    public long of(Verdict verdict) {
        return counts[verdict.ordinal()].sum();
    }

    /**
     * How many requests ended how: by {@link Verdict#label()}, in the order of the verdicts, without those that never
     * happened.
     */
    public Map<String, Long> byVerdict() {
        Map<String, Long> all = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            if (of(verdict) > 0) {
                all.put(verdict.label(), of(verdict));
            }
        }
        return all;
    }
}
