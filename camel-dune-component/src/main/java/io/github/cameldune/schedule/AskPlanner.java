package io.github.cameldune.schedule;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When to ask about an execution again. What consumers and {@code dune:await} have in common. Thread-safe.
 *
 * <p>An execution of a query that is known is due at the ages that are best for the durations of the earlier ones. All
 * others are due as the {@link PollSchedule} says, and once twenty executions have ended, up to twice as soon or as late,
 * as is best for the durations of all. The same durations tell how urgent an execution is, which decides under a budget.
 */
public final class AskPlanner {

    /**
     * What a request about an execution of a known query may cost, in seconds of delay: one that saves less is not due.
     * In the simulation this makes about as many requests per execution as seconds of delay, between four and five.
     */
    private static final double PRICE = 1.5;

    /** The same for all others: in the simulation, it makes as many requests as √age does. */
    private static final double PRICE_IF_UNKNOWN = 0.25;
    /** How far the durations of all executions may pull the interval away from √age: they may have nothing in common. */
    private static final double DEVIATION = 2;

    /**
     * How long an execution of a known query may be left alone where nobody chose a longest interval. What its query did so
     * far is no promise: of a query that took hours each time, one execution may fail in its first minute.
     */
    public static final Duration LONGEST_IF_LEARNED = Duration.ofMinutes(10);

    private final PollSchedule schedule;
    private final Duration longestIfLearned;
    private final DurationHistory history;
    private final ErrorBackoff backoff;

    /**
     * Creates a planner.
     *
     * @param schedule holds where nothing was learned; if it is not adaptive, it always holds
     * @param longestIfLearned the longest interval for an execution of a known query; one shorter than the schedule's floor
     *     counts as that floor
     * @param history what was learned
     * @param backoff holds after errors
     */
    public AskPlanner(PollSchedule schedule, Duration longestIfLearned, DurationHistory history, ErrorBackoff backoff) {
        this.schedule = Objects.requireNonNull(schedule, "schedule");
        this.longestIfLearned = Objects.requireNonNull(longestIfLearned, "longestIfLearned");
        this.history = Objects.requireNonNull(history, "history");
        this.backoff = Objects.requireNonNull(backoff, "backoff");
    }

    /**
     * How urgent the first request about an execution is.
     *
     * @param queryId of the execution, where it was told beforehand; empty if it is not known, which 0 means as well
     * @return never null
     */
    public Urgency first(OptionalLong queryId) {
        if (!schedule.adaptive()) {
            return Urgency.OF_UNKNOWN;
        }
        return learned(queryId).map(learned -> learned.bestAges().after(0)).orElseGet(() -> likeAll(0));
    }

    /**
     * When to ask again, after an answer that the execution goes on.
     *
     * @param queryId of the execution; empty if it is not known, which 0 means as well
     * @param age of the execution
     * @return never before the floor of the schedule
     */
    public NextAsk next(OptionalLong queryId, Duration age) {
        if (!schedule.adaptive()) {
            return new NextAsk(schedule.floor(), schedule.floor(), Urgency.OF_UNKNOWN);
        }
        double seconds = Math.max(0, Durations.seconds(age));
        return learned(queryId)
                .map(learned -> learned.bestAges().after(seconds))
                .map(urgency -> whenLearned(urgency, seconds))
                .orElseGet(() -> whenNotLearned(age, seconds));
    }

    private Optional<LearnedDurations> learned(OptionalLong queryId) {
        return queryId.isPresent() ? history.of(queryId.getAsLong()) : Optional.empty();
    }

    /**
     * When to ask again, after a request that failed.
     *
     * @param errorsInRow how many failed since the last that did not
     * @return never earlier than {@link ErrorBackoff} says
     */
    public NextAsk afterError(int errorsInRow) {
        return NextAsk.notBefore(backoff.after(errorsInRow));
    }

    private NextAsk whenLearned(Urgency urgency, double age) {
        Duration due = Durations.shorter(longestIfLearned, Durations.ofSeconds(urgency.waitFor(PRICE, age)));
        return new NextAsk(schedule.floor(), Durations.longer(schedule.floor(), due), urgency);
    }

    private NextAsk whenNotLearned(Duration age, double seconds) {
        Urgency urgency = likeAll(seconds);
        Duration due = schedule.interval(age);
        if (urgency != Urgency.OF_UNKNOWN) {
            double interval = Durations.seconds(due);
            double best = urgency.waitFor(PRICE_IF_UNKNOWN, seconds);
            due = Durations.ofSeconds(Math.max(interval / DEVIATION, Math.min(interval * DEVIATION, best)));
        }
        return new NextAsk(
                schedule.floor(), Durations.longer(schedule.floor(), Durations.shorter(schedule.cap(), due)), urgency);
    }

    private Urgency likeAll(double age) {
        return history.ofAll().map(all -> all.bestAges().after(age)).orElse(Urgency.OF_UNKNOWN);
    }
}
