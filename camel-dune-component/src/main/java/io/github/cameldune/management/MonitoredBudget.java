package io.github.cameldune.management;

import io.github.cameldune.client.RequestCounts;
import io.github.cameldune.schedule.BudgetFigures;
import io.github.cameldune.schedule.RequestBudget;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The budget of one API key, known by a number: keys are secret. Thread-safe. */
public final class MonitoredBudget {

    /** A route that makes its URIs of messages has an endpoint for each of them. */
    private static final int MAX_ENDPOINTS = 100;

    private final int number;
    private final RequestBudget budget;
    private final RequestCounts requests;
    private final Set<String> endpoints = ConcurrentHashMap.newKeySet();

    /**
     * A budget that no endpoint uses yet.
     *
     * @param number from 1, in the order in which the Camel context came to know the keys
     * @param budget its permits
     * @param requests its requests
     */
    public MonitoredBudget(int number, RequestBudget budget, RequestCounts requests) {
        this.number = number;
        this.budget = budget;
        this.requests = requests;
    }

    /**
     * Notes who uses it.
     *
     * @param endpoint a URI whose secrets are masked
     */
    public void usedBy(String endpoint) {
        if (endpoints.size() < MAX_ENDPOINTS) {
            endpoints.add(endpoint);
        }
    }

    /**
     * Its number in the Camel context.
     *
     * @return from 1
     */
    public int number() {
        return number;
    }

    /**
     * Who uses it.
     *
     * @return URIs whose secrets are masked, sorted; of very many about the first hundred
     */
    public Set<String> endpoints() {
        return new TreeSet<>(endpoints);
    }

    /**
     * Its present state.
     *
     * @return all of it at one instant
     */
    public BudgetFigures figures() {
        return budget.figures();
    }

    /**
     * Until when a 429 keeps everybody from asking.
     *
     * @return empty if it does not
     */
    public Optional<Instant> pausedUntil() {
        return budget.pausedUntil();
    }

    /**
     * Until when a 401, 402 or 403 keeps consumers and {@code dune:await} from asking.
     *
     * @return empty if it does not
     */
    public Optional<Instant> watchingPausedUntil() {
        return budget.watchingPausedUntil();
    }

    /**
     * How its requests ended.
     *
     * @return the same object each time
     */
    public RequestCounts requests() {
        return requests;
    }
}
