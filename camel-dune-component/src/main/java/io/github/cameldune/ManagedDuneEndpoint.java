package io.github.cameldune;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.RequestCounts;
import io.github.cameldune.management.MonitoredBudget;
import io.github.cameldune.schedule.BudgetFigures;
import io.github.cameldune.watch.Watcher;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import javax.management.openmbean.TabularData;
import org.apache.camel.Component;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * What operators see and do of an endpoint over JMX: its requests, the budget of its API key, and its watch list. Names of
 * types and exceptions are the JDK's own, so that a console needs none of our classes. Thread-safe.
 *
 * <p>An attribute of the budget is null until the endpoint's route or producer was started.
 */
@ManagedResource(description = "Managed Dune Endpoint")
public abstract class ManagedDuneEndpoint extends ScheduledPollEndpoint {

    private final RequestCounts requests = new RequestCounts();
    private volatile MonitoredBudget budget;

    /**
     * Made by the component.
     *
     * @param uri the endpoint's URI
     * @param component whose endpoint it is
     */
    protected ManagedDuneEndpoint(String uri, Component component) {
        super(uri, component);
    }

    /** The operation that the URI names. */
    abstract DuneOperation managedOperation();

    /** What can be done to the endpoint's watch list. */
    abstract WatchListControl control() throws Exception;

    /** The endpoint's requests. */
    RequestCounts requests() {
        return requests;
    }

    void usedBudget(MonitoredBudget used) {
        budget = used;
    }

    /**
     * How many requests to Dune this endpoint made.
     *
     * @return at least 0
     */
    @ManagedAttribute(description = "Number of requests to Dune that this endpoint made")
    public long getRequests() {
        return requests.total();
    }

    /**
     * How those requests ended.
     *
     * @return columns {@code name}, such as 2xx, 429 or timeout, and {@code count}
     */
    @ManagedAttribute(description = "How the requests of this endpoint ended: 2xx, a status code, timeout, unreachable")
    public TabularData getRequestsByOutcome() {
        return ManagedTables.counts(requests.byOutcome());
    }

    /**
     * How the requests of all endpoints with the same API key ended.
     *
     * @return null before the endpoint was used
     */
    @ManagedAttribute(description = "How the requests of all endpoints with the same API key ended")
    public TabularData getBudgetRequestsByOutcome() {
        MonitoredBudget used = budget;
        return used == null ? null : ManagedTables.counts(used.requests().byOutcome());
    }

    /**
     * Which budget this endpoint uses.
     *
     * @return the number that the dev console and metrics show too; null before the endpoint was used
     */
    @ManagedAttribute(description = "Number of the request budget, which all endpoints with the same API key share")
    public Integer getBudgetNumber() {
        MonitoredBudget used = budget;
        return used == null ? null : used.number();
    }

    /**
     * The limit of the API key.
     *
     * @return requests a minute, infinite without a limit; null before the endpoint was used
     */
    @ManagedAttribute(description = "Requests a minute that the API key may make (Infinity: no limit is known)")
    public Double getBudgetLimit() {
        return figure(BudgetFigures::limit);
    }

    /**
     * Where the limit is from.
     *
     * @return true if it was learned from 429s; null before the endpoint was used
     */
    @ManagedAttribute(description = "Whether the limit was learned from 429s rather than configured")
    public Boolean getBudgetDiscovered() {
        return figure(BudgetFigures::discovered);
    }

    /**
     * How many requests could be made at once.
     *
     * @return infinite without a limit; null before the endpoint was used
     */
    @ManagedAttribute(description = "Requests that the API key could make at once (Infinity: no limit is known)")
    public Double getBudgetTokens() {
        return figure(BudgetFigures::tokens);
    }

    /**
     * Requests of the last minute with the API key.
     *
     * @return without those that were answered 429; null before the endpoint was used
     */
    @ManagedAttribute(description = "Requests of the last minute with the API key")
    public Integer getBudgetLastMinute() {
        return figure(BudgetFigures::lastMinute);
    }

    /**
     * Producers that wait for a permit.
     *
     * @return of all endpoints with the same API key; null before the endpoint was used
     */
    @ManagedAttribute(description = "Exchanges that wait for a permit of the API key")
    public Integer getBudgetWaiting() {
        return figure(BudgetFigures::waiting);
    }

    /**
     * Until when a 429 keeps everybody from asking.
     *
     * @return an instant as text; null if it does not
     */
    @ManagedAttribute(description = "Until when no request is made since Dune answered 429")
    public String getBudgetPausedUntil() {
        return until(MonitoredBudget::pausedUntil);
    }

    /**
     * Until when a refusal of the key keeps consumers and {@code dune:await} from asking.
     *
     * @return an instant as text; null if it does not
     */
    @ManagedAttribute(description = "Until when watching pauses since Dune answered 401, 402 or 403")
    public String getWatchingPausedUntil() {
        return until(MonitoredBudget::watchingPausedUntil);
    }

    private <T> T figure(Function<BudgetFigures, T> which) {
        MonitoredBudget used = budget;
        return used == null ? null : which.apply(used.figures());
    }

    private String until(Function<MonitoredBudget, Optional<Instant>> which) {
        MonitoredBudget used = budget;
        return used == null ? null : which.apply(used).map(Instant::toString).orElse(null);
    }

    /**
     * Adds an execution to the endpoint's watch list, as {@code dune:watch} does.
     *
     * @param executionId the execution
     * @return false when it is being watched already
     * @throws Exception an IllegalArgumentException if that is no execution id, an IllegalStateException if the list is
     *     full or the endpoint has none
     */
    @ManagedOperation(description = "Adds an execution to the watch list; false when it is being watched already")
    public boolean watch(String executionId) throws Exception {
        ExecutionId id = parse(executionId);
        return list().watch(id, OptionalLong.empty(), Map.of());
    }

    /**
     * Removes an execution from the endpoint's watch list, as {@code dune:unwatch} does.
     *
     * @param executionId the execution
     * @return false when it was not in the list
     * @throws Exception an IllegalArgumentException if that is no execution id, an IllegalStateException if the endpoint
     *     has no list
     */
    @ManagedOperation(description = "Removes an execution from the watch list; false when it was not in it")
    public boolean unwatch(String executionId) throws Exception {
        ExecutionId id = parse(executionId);
        return list().unwatch(id);
    }

    /**
     * Asks about an execution as soon as the budget allows, not only when it is due.
     *
     * @param executionId the execution
     * @return false when it is not being watched
     * @throws Exception an IllegalArgumentException if that is no execution id, an IllegalStateException if no consumer of
     *     the list is started in this Camel context
     */
    @ManagedOperation(
            description = "Asks about an execution as soon as the budget allows; false when it is not watched")
    public boolean askNow(String executionId) throws Exception {
        ExecutionId id = parse(executionId);
        return watcher().askNow(id);
    }

    /**
     * Asks about all executions of the watch list as soon as the budget allows.
     *
     * @return how many
     * @throws Exception an IllegalStateException if no consumer of the list is started in this Camel context
     */
    @ManagedOperation(description = "Asks about all watched executions as soon as the budget allows; returns how many")
    public int askAllNow() throws Exception {
        return watcher().askNow();
    }

    private WatchListControl list() throws Exception {
        if (managedOperation() == DuneOperation.await) {
            throw new IllegalStateException(
                    "dune:await has no watch list: do this to the endpoint of a dune:status consumer");
        }
        return control();
    }

    private Watcher watcher() throws Exception {
        WatchListControl control = list();
        Watcher watcher = control.watcher();
        if (watcher == null) {
            throw new IllegalStateException("No consumer from dune:status watches the list '"
                    + control.list().name() + "' in this Camel context at present: start its route, or do this"
                    + " where it is started");
        }
        return watcher;
    }

    /** Not our own exception: a console on another machine could not read it. */
    private static ExecutionId parse(String executionId) {
        try {
            return new ExecutionId(executionId);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("executionId: " + e.getMessage());
        }
    }
}
