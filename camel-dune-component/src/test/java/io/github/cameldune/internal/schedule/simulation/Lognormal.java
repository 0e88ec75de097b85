package io.github.cameldune.internal.schedule.simulation;

import java.util.Random;

/** A lognormal distribution of seconds, cut off at a cap: what would be longer ends there. */
record Lognormal(double median, double sigma, double cap) {

    double sample(Random random) {
        return Math.min(cap, median * Math.exp(sigma * random.nextGaussian()));
    }

    /** The part that has ended by then. */
    double cdf(double seconds) {
        if (seconds <= 0) {
            return 0;
        }
        return seconds >= cap ? 1 : Normal.cdf(Math.log(seconds / median) / sigma);
    }

    double quantile(double part) {
        return Math.min(cap, median * Math.exp(sigma * Normal.quantile(part)));
    }
}
