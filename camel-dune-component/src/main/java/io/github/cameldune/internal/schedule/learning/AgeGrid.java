package io.github.cameldune.internal.schedule.learning;

/**
 * The ages at which a distribution of durations is looked at: zero, half a second, and from there in equal ratios up to
 * an end. Immutable.
 */
final class AgeGrid {

    static final int POINTS = 160;
    /** No less than half the shortest {@code delay} that makes sense. */
    private static final double FIRST = 0.5;

    private final double[] ages = new double[POINTS];
    private final double logRatio;

    /** Ages in seconds up to the end, which is well beyond half a second. */
    AgeGrid(double end) {
        logRatio = Math.log(end / FIRST) / (POINTS - 2);
        for (int i = 1; i < POINTS; i++) {
            ages[i] = FIRST * Math.exp((i - 1) * logRatio);
        }
    }

    double age(int point) {
        return ages[point];
    }

    double end() {
        return ages[POINTS - 1];
    }

    /** The point that an age is at, a fraction if it lies between two. */
    double position(double age) {
        return age <= FIRST ? age / FIRST : 1 + Math.log(age / FIRST) / logRatio;
    }
}
