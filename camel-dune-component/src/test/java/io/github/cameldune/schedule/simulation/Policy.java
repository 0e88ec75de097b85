package io.github.cameldune.schedule.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** When another client would ask about an execution again: what the production classes are compared with. */
interface Policy {

    /**
     * Until the next request.
     *
     * @param age seconds since submission
     * @param last seconds between the last two requests; 0 after the first
     */
    double next(Execution execution, double age, double last);

    /** Until the first request, for one who knows the query: at once, unless something was learned. */
    default double first(Execution execution) {
        return 0;
    }

    /** The end of an execution was seen. */
    default void ended(Execution execution) {}

    static Policy fixed(double seconds) {
        return (execution, age, last) -> seconds;
    }

    /** Each interval longer than the last by a factor, from one second to a minute. */
    static Policy growing(double factor) {
        return (execution, age, last) -> Math.min(60, Math.max(1, last * factor));
    }

    /** The interval depends on the age, and is a second at least. */
    static Policy ofAge(DoubleUnaryOperator interval) {
        return (execution, age, last) -> Math.max(1, interval.applyAsDouble(age));
    }

    static Policy root() {
        return ofAge(Math::sqrt);
    }

    static Policy geometric() {
        return ofAge(age -> 0.1 * age);
    }

    /** Quantiles of the durations of the query, once three are known; beyond them geometric. */
    static Policy quantiles(int count) {
        return new Quantiles(count);
    }

    /** See {@link #quantiles}. */
    final class Quantiles implements Policy {

        private static final int ENOUGH = 3;
        private static final int MOST = 32;

        private final int count;
        private final Map<Long, List<Double>> durations = new HashMap<>();

        private Quantiles(int count) {
            this.count = count;
        }

        @Override
        public double first(Execution execution) {
            return known(execution).size() < ENOUGH ? 0 : Math.max(1, quantile(execution, 0));
        }

        @Override
        public double next(Execution execution, double age, double last) {
            if (known(execution).size() < ENOUGH) {
                return root().next(execution, age, last);
            }
            for (int i = 0; i < count; i++) {
                if (quantile(execution, i) > age) {
                    return Math.max(1, quantile(execution, i) - age);
                }
            }
            return geometric().next(execution, age, last);
        }

        @Override
        public void ended(Execution execution) {
            List<Double> known = durations.computeIfAbsent(execution.queryId(), id -> new ArrayList<>());
            known.add(execution.duration());
            if (known.size() > MOST) {
                known.remove(0);
            }
        }

        private List<Double> known(Execution execution) {
            return durations.getOrDefault(execution.queryId(), List.of());
        }

        private double quantile(Execution execution, int index) {
            List<Double> sorted = new ArrayList<>(known(execution));
            Collections.sort(sorted);
            // the last of them where one of the known executions at most is still to come
            double at = (index + 1.0) / count * (sorted.size() - 1);
            int below = (int) at;
            double above = sorted.get(Math.min(below + 1, sorted.size() - 1));
            return sorted.get(below) + (at - below) * (above - sorted.get(below));
        }
    }
}
