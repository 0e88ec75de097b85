package io.github.cameldune.schedule.simulation;

import java.util.List;

/**
 * One case of the table: executions of a model, so many in flight on average, at a limit of so many requests a minute.
 *
 * @param model what is executed
 * @param inFlight executions at a time, on average
 * @param requestsPerMinute Dune's limit; 0 for none
 * @param count executions in all
 * @param queryTold whether those who register an execution say of which query it is
 */
record Scenario(Model model, double inFlight, int requestsPerMinute, int count, boolean queryTold) {

    private static final double THREE_HOURS = 3 * 3600;

    /** Of executions whose query the first status tells. */
    Scenario(Model model, double inFlight, int requestsPerMinute, int count) {
        this(model, inFlight, requestsPerMinute, count, false);
    }

    /** Of executions whose query is known beforehand. */
    Scenario told() {
        return new Scenario(model, inFlight, requestsPerMinute, count, true);
    }

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
        return new SimulatedConsumer(executions(seed), dune(), configured, queryTold).run();
    }

    /** Another policy, on the budget that runs in production or on none. */
    Result compare(Policy policy, ComparedConsumer.Order order, long seed) {
        return new ComparedConsumer(executions(seed), dune(), requestsPerMinute, policy, order).run();
    }

    private List<Execution> executions(long seed) {
        return model.executions(count, inFlight, seed);
    }

    private SimulatedDune dune() {
        return new SimulatedDune(requestsPerMinute == 0 ? Double.POSITIVE_INFINITY : requestsPerMinute);
    }

    /** The requests per execution that nine tenths of the limit allow. */
    double affordableRequests() {
        return 0.9 * requestsPerMinute / 60 * model.meanDuration() / inFlight;
    }

    String name() {
        return model.name() + " " + Math.round(inFlight)
                + (requestsPerMinute == 0 ? ", no limit" : "@" + requestsPerMinute)
                + (queryTold ? ", told" : "");
    }
}
