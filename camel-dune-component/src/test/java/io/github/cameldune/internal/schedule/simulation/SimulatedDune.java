package io.github.cameldune.internal.schedule.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Dune's rate limit: a window of 60 s that slides, a number of requests accepted in it, rejected ones not counted. */
final class SimulatedDune {

    private final double requestsPerMinute;
    private final Deque<Double> accepted = new ArrayDeque<>();
    private final List<Double> rejected = new ArrayList<>();

    /** A limit of infinity never rejects. */
    SimulatedDune(double requestsPerMinute) {
        this.requestsPerMinute = requestsPerMinute;
    }

    boolean accepts(double now) {
        while (!accepted.isEmpty() && accepted.peek() <= now - 60) {
            accepted.remove();
        }
        if (accepted.size() >= requestsPerMinute) {
            rejected.add(now);
            return false;
        }
        if (requestsPerMinute < Double.POSITIVE_INFINITY) {
            accepted.add(now);
        }
        return true;
    }

    /** When requests were answered 429, in seconds. */
    List<Double> rejected() {
        return rejected;
    }
}
