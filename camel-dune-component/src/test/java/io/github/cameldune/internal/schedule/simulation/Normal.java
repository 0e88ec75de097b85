package io.github.cameldune.internal.schedule.simulation;

/** The standard normal distribution. */
final class Normal {

    private Normal() {}

    /** Abramowitz and Stegun, 26.2.17: to 7 digits. */
    static double cdf(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double series =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        double tail = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * series;
        return x >= 0 ? 1 - tail : tail;
    }

    static double quantile(double part) {
        double low = -9;
        double high = 9;
        while (high - low > 1e-9) {
            double middle = (low + high) / 2;
            if (cdf(middle) < part) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
