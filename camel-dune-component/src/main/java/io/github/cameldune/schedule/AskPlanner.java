package io.github.cameldune.schedule;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When to ask about an execution again. What consumers and {@code dune:await} have in common. Thread-safe.
 *
 * <p>An execution of a query that is known is asked about when the durations of the earlier ones let its end be expected:
 * at eight of their quantiles, at three while permits are short. After the last one, and for all other executions, the
 * {@link PollSchedule} holds.
 */
public final class AskPlanner {

    private static final int QUANTILES = 8;
    private static final int QUANTILES_WHEN_TIGHT = 3;

    private final PollSchedule schedule;
    private final DurationHistory history;
    private final RequestBudget budget;
    private final ErrorBackoff backoff;

    /**
     * Creates a planner.
     *
     * @param schedule holds where nothing was learned; if it is not adaptive, it always holds
     * @param history what was learned
     * @param budget tells whether permits are short
     * @param backoff holds after errors
     */
    public AskPlanner(PollSchedule schedule, DurationHistory history, RequestBudget budget, ErrorBackoff backoff) {
        this.schedule = Objects.requireNonNull(schedule, "schedule");
        this.history = Objects.requireNonNull(history, "history");
        this.budget = Objects.requireNonNull(budget, "budget");
        this.backoff = Objects.requireNonNull(backoff, "backoff");
    }

    /**
     * The time to wait after an answer, and before the first request.
     *
     * @param queryId of the execution; empty if it is not known, which 0 means as well
     * @param age of the execution
     * @return at least the floor of the schedule
     */
    public Duration next(OptionalLong queryId, Duration age) {
        Optional<LearnedDurations> learned =
                schedule.adaptive() && queryId.isPresent() ? history.of(queryId.getAsLong()) : Optional.empty();
        return learned.flatMap(known -> known.next(age.plus(schedule.floor()), quantiles()))
                .map(due -> due.minus(age))
                .orElseGet(() -> schedule.interval(age));
    }

    /**
     * The time to wait after a request that failed.
     *
     * @param errorsInRow how many failed since the last that did not
     * @return never less than what {@link ErrorBackoff} says
     */
    public Duration afterError(int errorsInRow) {
        return backoff.after(errorsInRow);
    }

    private int quantiles() {
        return budget.tight() ? QUANTILES_WHEN_TIGHT : QUANTILES;
    }
}
