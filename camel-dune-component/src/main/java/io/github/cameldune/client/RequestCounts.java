package io.github.cameldune.client;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many requests ended how, since the start. Counting costs nothing worth mentioning. Thread-safe. */
public final class RequestCounts implements AnswerListener {

    private final LongAdder[] counts = new LongAdder[Outcome.values().length];

    /** Counts from zero. */
    public RequestCounts() {
        Arrays.setAll(counts, any -> new LongAdder());
    }

    @Override
    public void answered(ExecutionId id, Answer answer) {
        counts[Outcome.of(answer).ordinal()].increment();
    }

    /**
     * How many requests ended in one way.
     *
     * @param outcome the way
     * @return at least 0
     */
    public long of(Outcome outcome) {
        return counts[outcome.ordinal()].sum();
    }

    /**
     * How many requests ended.
     *
     * @return at least 0
     */
    public long total() {
        return Arrays.stream(counts).mapToLong(LongAdder::sum).sum();
    }

    /**
     * How many requests ended how.
     *
     * @return by {@link Outcome#label()}, in the order of the outcomes; those that never happened are left out
     */
    public Map<String, Long> byOutcome() {
        Map<String, Long> all = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            long count = of(outcome);
            if (count > 0) {
                all.put(outcome.label(), count);
            }
        }
        return all;
    }
}
