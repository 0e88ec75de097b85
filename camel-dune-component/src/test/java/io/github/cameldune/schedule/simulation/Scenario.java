package io.github.cameldune.schedule.simulation;

/**
 * One case of the table: executions of a model, so many in flight on average, at a limit of so many requests a minute.
 *
 * @param model what is executed
 * @param inFlight executions at a time, on average
 * @param requestsPerMinute Dune's limit; 0 for none
 * @param count executions in all
 */
record Scenario(Model model, double inFlight, int requestsPerMinute, int count) {

    private static final double THREE_HOURS = 3 * 3600;

    /** As many executions as three hours bring. */
    static Scenario ofThreeHours(Model model, double inFlight, int requestsPerMinute) {
        return new Scenario(model, inFlight, requestsPerMinute, (int) (THREE_HOURS * inFlight / model.meanDuration()));
    }

    /** With the limit configured. */
    Result run(long seed) {
        return run(seed, requestsPerMinute);
    }

    /** With the limit to be discovered. */
    Result discover(long seed) {
        return run(seed, 0);
    }

    private Result run(long seed, int configured) {
        double limit = requestsPerMinute == 0 ? Double.POSITIVE_INFINITY : requestsPerMinute;
        return new SimulatedConsumer(model.executions(count, inFlight, seed), new SimulatedDune(limit), configured)
                .run();
    }

    /** The requests per execution that nine tenths of the limit allow. */
    double affordableRequests() {
        return 0.9 * requestsPerMinute / 60 * model.meanDuration() / inFlight;
    }

    String name() {
        return model.name() + " " + Math.round(inFlight)
                + (requestsPerMinute == 0 ? ", no limit" : "@" + requestsPerMinute);
    }
}
