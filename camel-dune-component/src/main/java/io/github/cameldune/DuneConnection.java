package io.github.cameldune;

import io.github.cameldune.client.Answer;
import io.github.cameldune.client.DuneClient;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.management.MonitoredBudget;
import io.github.cameldune.schedule.DurationHistory;
import io.github.cameldune.schedule.Permit;
import io.github.cameldune.schedule.RequestBudget;
import io.github.cameldune.watch.Permits;
import java.util.concurrent.ExecutorService;

/**
 * What an endpoint needs for talking to Dune; shared, so that nobody who has one closes it.
 *
 * @param client asks with the endpoint's key
 * @param budget of that key
 * @param history of the durations that the key's executions took
 * @param pools threads
 * @param shared what the whole Camel context has in common
 * @param reachability whether Dune can be used, as far as the last requests tell
 * @param monitored the budget, for those who look on
 */
record DuneConnection(
        DuneClient client,
        RequestBudget budget,
        DurationHistory history,
        Pools pools,
        SharedResources shared,
        Reachability reachability,
        MonitoredBudget monitored) {

    /**
     * Threads of one transport.
     *
     * @param ask where watched executions are asked about; never runs a route
     * @param producer where exchanges go on that had to wait; a slow route there does not hold up asking
     */
    record Pools(ExecutorService ask, ExecutorService producer) {}

    /** Asks once, with a permit. */
    Answer ask(ExecutionId id, Permit permit) {
        try {
            Answer answer = client.status(id);
            Permits.settle(permit, answer);
            return answer;
        } finally {
            // counts as sent if anything unforeseen was thrown; ignored otherwise
            permit.failed();
        }
    }
}
