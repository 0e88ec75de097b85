package io.github.cameldune.internal.schedule.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One case of the table: executions of a model, so many in flight on average, at a limit of so many requests a minute.
 *
 * @param model what is executed
 * @param inFlight executions at a time, on average
 * @param requestsPerMinute Dune's limit; 0 for none
 * @param count executions in all
 * @param told whether the query of an execution is known when it is registered
 */
record Scenario(Model model, double inFlight, int requestsPerMinute, int count, boolean told) {

    private static final double THREE_HOURS = 3 * 3600;
    private static final int REGIME = 10;

    /** Of executions whose query the first status tells. */
    Scenario(Model model, double inFlight, int requestsPerMinute, int count) {
        this(model, inFlight, requestsPerMinute, count, false);
    }

    /** As many executions as three hours bring. */
    static Scenario ofThreeHours(Model model, double inFlight, int requestsPerMinute) {
        return new Scenario(model, inFlight, requestsPerMinute, (int) (THREE_HOURS * inFlight / model.meanDuration()));
    }

    /** With the limit configured. */
    Simulation simulation(long seed) {
        return new Simulation(model.executions(count, inFlight, seed), requestsPerMinute)
                .configured(requestsPerMinute)
                .told(told);
    }

    Result run(long seed) {
        return simulation(seed).run();
    }

    /** The limit is to be discovered. */
    Result discover(long seed) {
        return simulation(seed).configured(0).run();
    }

    double timesBound(Result result) {
        return result.mean() / bound();
    }

    /** The least mean delay with the requests per execution that nine tenths of the limit allow. */
    double bound() {
        return Bound.of(model).delay(0.9 * requestsPerMinute / 60 * model.meanDuration() / inFlight);
    }

    /**
     * All durations change: the mean delay of the executions that follow ten of their query, divided by the bound.
     *
     * @param factor how many times as long executions took until then; they were not submitted more often
     */
    double afterChangeFrom(double factor, long seed) {
        Model before = model.times(factor);
        List<Execution> all = new ArrayList<>(before.executions(count, Math.min(inFlight, inFlight * factor), seed));
        double change = all.get(all.size() - 1).submittedAt();
        all.addAll(model.executions(count, inFlight, seed + 1, change));
        Map<Long, Integer> counts = new HashMap<>();
        boolean[] isLater = new boolean[all.size()];
        for (int i = count; i < all.size(); i++) {
            isLater[i] = counts.merge(all.get(i).queryId(), 1, Integer::sum) > REGIME;
        }
        Result result = new Simulation(all, requestsPerMinute)
                .configured(requestsPerMinute)
                .told(told)
                .run();
        return result.mean(i -> isLater[i]) / bound();
    }

    /** The mean delay, if the process restarts each hour, divided by that if it does not. */
    double afterRestarts(long seed) {
        return simulation(seed).restartAfter(Duration.ofHours(1)).run().mean()
                / run(seed).mean();
    }

    /** The mean delay with a local clock that is wrong, divided by that with one that is right. */
    double withClockAhead(Duration ahead, long seed) {
        return simulation(seed).clockAhead(ahead).run().mean() / run(seed).mean();
    }

    String name() {
        return model.name() + " " + Math.round(inFlight)
                + (requestsPerMinute == 0 ? ", no limit" : "@" + requestsPerMinute)
                + (told ? ", told" : "");
    }
}
