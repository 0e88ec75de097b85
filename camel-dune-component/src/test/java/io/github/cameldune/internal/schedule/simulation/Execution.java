package io.github.cameldune.internal.schedule.simulation;

/** One execution of the model: when it is submitted, and how long after that it ends, in seconds. */
record Execution(double submittedAt, double duration, long queryId) {

    double endsAt() {
        return submittedAt + duration;
    }
}
