package io.github.cameldune.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How many requests one API key may make, shared by everything in a Camel context that uses the key.
 *
 * <p>With a configured limit R, a token bucket of 0.9 R a minute with a burst of 0.1 R smooths the requests, and a strict
 * guard behind it keeps every window of a minute at R or fewer. Without one there is no limit until Dune answers 429; then
 * the requests that Dune accepted in the minute before are the limit, raised while it is used up and no other 429 comes. A
 * 429 in spite of a configured limit lowers it in the same way; it rises back to the configured one at most.
 *
 * <p>Producers get permits in the order in which they ask. Lanes get one whenever their question is the most urgent of all
 * lanes. While both want some, permits go to the one and the other in turn.
 *
 * <p>A 429 pauses everything: as long as {@code Retry-After} says, at most 5 minutes, else 5 s, doubling to 60 s until a
 * request after the pause is accepted. A 401, 402 or 403 pauses the lanes: 30 s, doubling to 5 minutes until anything is
 * answered; producers go on, so that their callers learn the error.
 *
 * <p>Thread-safe, and holds no thread. Callbacks run on the thread whose call made the permit free, or on the timer's, and
 * never while a lock of the budget is held.
 */
public final class RequestBudget {

    private final Dispatcher dispatcher;

    /**
     * A budget without a limit.
     *
     * @param clock should not be one that can be set: see {@link MonotonicClock}
     * @param timer runs what has to wait
     */
    public RequestBudget(InstantSource clock, Timer timer) {
        this.dispatcher = new Dispatcher(clock, timer);
    }

    /**
     * Configures the limit. Of different limits that were configured, the smallest holds, and a warning says so once.
     *
     * @param requestsPerMinute 0 if it is not known and shall be discovered
     * @throws IllegalArgumentException if it is negative
     */
    public void limit(int requestsPerMinute) {
        if (requestsPerMinute < 0) {
            throw new IllegalArgumentException("requestsPerMinute must not be negative, but is " + requestsPerMinute
                    + ": give the limit of the plan, or 0 to discover it");
        }
        if (requestsPerMinute > 0) {
            dispatcher.limit(requestsPerMinute);
        }
    }

    /**
     * Takes a permit if one can be had at once, without overtaking those who wait.
     *
     * @return the permit, to be settled
     */
    public Optional<Permit> tryAcquire() {
        return Optional.ofNullable(dispatcher.take());
    }

    /**
     * Waits for a permit without holding a thread. One of the callbacks is called, once, unless the wait is called off
     * before. It can be called before this method returns.
     *
     * @param timeout how long to wait at most. The deadline is waited for also when a pause makes it certain that no
     *     permit comes before: an answer can end a pause early, and whoever chose a long timeout chose to wait
     * @param granted gets the permit, to be settled
     * @param timedOut gets the time from then on after which a permit would likely be had, positive
     * @return calls the wait off
     */
    public Cancellable acquire(Duration timeout, Consumer<Permit> granted, Consumer<Duration> timedOut) {
        Waiter waiter = new Waiter(granted, timedOut);
        dispatcher.enqueue(waiter, timeout);
        return () -> dispatcher.withdraw(waiter);
    }

    /**
     * Lets a lane take part.
     *
     * @param lane takes part until it is unregistered
     */
    public void register(Lane lane) {
        dispatcher.lanes().add(lane);
        dispatcher.run();
    }

    /**
     * Takes a lane out. A permit that is being granted to it at this moment can still arrive.
     *
     * @param lane that was registered; ignored if it was not
     */
    public void unregister(Lane lane) {
        dispatcher.lanes().remove(lane);
    }

    /** Says that a lane may have something to ask, or a free slot, that it had not before. */
    public void signal() {
        dispatcher.run();
    }

    /**
     * Whether watching pauses because Dune refused the key with 401, 402 or 403.
     *
     * @param now the present
     * @return false as well during a pause for a 429, which is no fault of the key
     */
    public boolean watchingPaused(Instant now) {
        long instant = dispatcher.clock().nanos(now);
        return dispatcher.locked(
                (allowance, present) -> instant < allowance.pause().watchingUntil());
    }

    /**
     * When the pause for a 429 ends, in which nobody gets a permit.
     *
     * @return empty if there is none at present
     */
    public Optional<Instant> pausedUntil() {
        return dispatcher.locked((allowance, present) -> {
            long until = allowance.pause().until();
            return until > present ? Optional.of(dispatcher.clock().instant(until)) : Optional.empty();
        });
    }

    /**
     * When the pause of watching ends that a 401, 402 or 403 began.
     *
     * @return empty if there is none at present
     */
    public Optional<Instant> watchingPausedUntil() {
        return dispatcher.locked((allowance, present) -> {
            long until = allowance.pause().watchingUntil();
            return until > present ? Optional.of(dispatcher.clock().instant(until)) : Optional.empty();
        });
    }

    /**
     * The present state.
     *
     * @return all of it at one instant
     */
    public BudgetFigures figures() {
        return dispatcher.figures();
    }
}
