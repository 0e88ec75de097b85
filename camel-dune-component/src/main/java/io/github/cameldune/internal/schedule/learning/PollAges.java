package io.github.cameldune.internal.schedule.learning;

import java.util.function.DoubleUnaryOperator;

/**
 * The best ages to poll at, if the distribution of the durations is known: those that minimise expected delay + cost of
 * a request × requests, for each of some costs. Immutable.
 *
 * <p>Found from the end backwards by dynamic programming over a grid of ages: from each age, the next request is where its
 * cost, the delay of those that end before it, and the least sum from there on are least together.
 */
final class PollAges {

    /** Beyond this part of the grid its end, at which every execution is taken to be over, would show. */
    private static final double RELIABLE = 0.7;

    /** From so many requests in one step of the grid on, which point they are at says too little: they are spread evenly. */
    private static final double DENSE = 0.5;

    private static final int LAST = AgeGrid.POINTS - 1;

    private final AgeGrid grid;
    /** The part that has finished by each point. */
    private final double[] ended = new double[AgeGrid.POINTS];

    /** For each cost of a request and each point: the age to poll at next, if polled there last. */
    private final float[][] next = new float[Priority.LEVELS][AgeGrid.POINTS];

    /**
     * Solves for all costs of a request, by the part of the executions that have finished by an age in seconds, and an
     * age by which nearly all have.
     */
    PollAges(DoubleUnaryOperator finished, double end) {
        grid = new AgeGrid(end);
        double[] area = new double[AgeGrid.POINTS];
        for (int i = 1; i <= LAST; i++) {
            ended[i] = i == LAST ? 1 : Math.max(ended[i - 1], finished.applyAsDouble(grid.age(i)));
            area[i] = area[i - 1] + (ended[i] + ended[i - 1]) / 2 * (grid.age(i) - grid.age(i - 1));
        }
        for (int level = 0; level < Priority.LEVELS; level++) {
            new Solver(Priority.requestCost(level), area, next[level]).solve();
        }
    }

    /**
     * The priority of an execution that went on when it was polled at an age in seconds, zero if it was never polled; null
     * if the age is beyond what the distribution tells anything about.
     */
    Priority after(double age) {
        if (age > RELIABLE * grid.end()) {
            return null;
        }
        double position = grid.position(age);
        int point = (int) position;
        float[] waits = new float[Priority.LEVELS];
        for (int level = 0; level < waits.length; level++) {
            float[] ages = next[level];
            double at = ages[point] + (position - point) * (ages[point + 1] - ages[point]);
            waits[level] = (float) (at - age);
        }
        return Priority.ofWaits(waits);
    }

    /** The dynamic programming for one cost of a request. */
    private final class Solver {

        private final double requestCost;
        private final double[] area;
        private final float[] best;
        private final double[] least = new double[AgeGrid.POINTS];

        private Solver(double requestCost, double[] area, float[] best) {
            this.requestCost = requestCost;
            this.area = area;
            this.best = best;
        }

        private void solve() {
            best[LAST] = (float) grid.end();
            for (int from = LAST - 1; from >= 0; from--) {
                double alive = 1 - ended[from];
                double step = grid.age(from + 1) - grid.age(from);
                double ending = ended[from + 1] - ended[from];
                double manyInStep = Math.sqrt(ending * step / (2 * requestCost * alive));
                if (manyInStep >= DENSE) {
                    // evenly spread, at √(2 cost ÷ rate)
                    best[from] = (float) (grid.age(from) + step / manyInStep);
                    least[from] = least[from + 1] + 2 * requestCost * alive * manyInStep;
                } else {
                    search(from);
                }
            }
        }

        private void search(int from) {
            int at = from + 1;
            double lowest = sum(from, at);
            for (int to = from + 2; to <= LAST; to++) {
                double sum = sum(from, to);
                if (sum < lowest) {
                    lowest = sum;
                    at = to;
                } else if (sum - least[to] > lowest) {
                    // the delay only grows from here
                    break;
                }
            }
            best[from] = (float) grid.age(at);
            least[from] = lowest;
            if (at > from + 1 && at < LAST) {
                refine(from, at);
            }
        }

        /** The sum of delay and cost from one point on, with the next request at another. */
        private double sum(int from, int to) {
            double delay = area[to] - area[from] - ended[from] * (grid.age(to) - grid.age(from));
            return requestCost * (1 - ended[from]) + delay + least[to];
        }

        /** Moves from the best point to the lowest of the parabola through it and its neighbours. */
        private void refine(int from, int at) {
            double left = grid.age(at) - grid.age(at - 1);
            double right = grid.age(at + 1) - grid.age(at);
            double slopeLeft = (least[from] - sum(from, at - 1)) / left;
            double slopeRight = (sum(from, at + 1) - least[from]) / right;
            double bend = (slopeRight - slopeLeft) / (left + right);
            if (bend > 0) {
                double slope = (slopeLeft * right + slopeRight * left) / (left + right);
                double shift = Math.max(-left / 2, Math.min(right / 2, -slope / (2 * bend)));
                best[from] = (float) (grid.age(at) + shift);
                least[from] += (slope + bend * shift) * shift;
            }
        }
    }
}
