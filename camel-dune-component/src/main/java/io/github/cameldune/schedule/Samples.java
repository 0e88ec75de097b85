package io.github.cameldune.schedule;

import java.util.Arrays;
import java.util.function.Function;

/** The newest durations of one kind, and what was made of them. Not thread-safe: guarded by its history. */
final class Samples {

    /** What was learned holds until this part of the samples is new: to solve for the best ages takes a millisecond. */
    private static final int RENEWED_BY = 8;

    private final int capacity;
    private final int enough;
    private final Function<double[], LearnedDurations> learning;
    private double[] seconds = {};
    private int oldest;
    private int news;
    private LearnedDurations learned;

    /** At most so many; nothing is made of less than enough. */
    Samples(int capacity, int enough, Function<double[], LearnedDurations> learning) {
        this.capacity = capacity;
        this.enough = enough;
        this.learning = learning;
    }

    void add(double duration) {
        news++;
        if (seconds.length < capacity) {
            seconds = Arrays.copyOf(seconds, seconds.length + 1);
            seconds[seconds.length - 1] = duration;
        } else {
            seconds[oldest] = duration;
            oldest = (oldest + 1) % capacity;
        }
    }

    /** What they tell, null if they are too few. */
    LearnedDurations learned() {
        boolean outdated = learned == null || news * RENEWED_BY >= seconds.length;
        if (outdated && seconds.length >= enough) {
            learned = learning.apply(seconds);
            news = 0;
        }
        return learned;
    }
}
