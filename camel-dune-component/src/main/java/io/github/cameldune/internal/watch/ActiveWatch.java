package io.github.cameldune.internal.watch;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.schedule.ErrorBackoff;
import io.github.cameldune.internal.schedule.PollSubscription;
import io.github.cameldune.internal.schedule.PolledExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An active watch: the events that are still to be delivered, in order, and how far delivery of the first has come, which only
 * {@link Deliveries} changes, and only while it is in flight. Thread-safe; holds its own lock only for an instant and calls
 * nothing that waits while it does.
 */
final class ActiveWatch {

    private enum Phase {
        /** Polled; events may follow. */
        WATCHING,
        /** Its last event was seen and is to be delivered. */
        ENDING,
        /** Removed from the list, by its end or by dune:unwatch. */
        REMOVED
    }

    private final ExecutionId id;
    private final PollHistory history = new PollHistory();
    private final Deque<WatchEvent> pending = new ArrayDeque<>(1);

    /** Its text is the one that is expected in the store. */
    private StoredWatch stored;

    /** The state after all that is pending; null before the first. */
    private String lastSeen;

    private Phase phase = Phase.WATCHING;
    private PollSubscription polls;

    /**
     * Whether the route accepted the first event: it is only recorded then, unless the consumer is stopped or the process dies
     * before.
     */
    private boolean accepted;

    private int failures;
    private Instant notBefore = Instant.MIN;

    ActiveWatch(StoredWatch stored) {
        this.id = stored.watch().executionId();
        this.stored = stored;
        this.lastSeen = stored.watch().lastState();
    }

    ExecutionId id() {
        return id;
    }

    PollHistory history() {
        return history;
    }

    synchronized StoredWatch stored() {
        return stored;
    }

    synchronized void stored(StoredWatch now) {
        stored = now;
    }

    /** The watch with the state seen last, as it will be once all that is pending was delivered. */
    synchronized Watch withLastSeen() {
        return lastSeen == null ? stored.watch() : stored.watch().delivered(lastSeen);
    }

    /** Its polls began. False if it is no longer polled or has a subscription; then the caller cancels this one. */
    synchronized boolean subscribed(PollSubscription subscription) {
        if (phase != Phase.WATCHING || polls != null) {
            return false;
        }
        polls = subscription;
        return true;
    }

    /** Ends polling; the caller cancels the subscription, which is null if there is none. */
    synchronized PollSubscription takeSubscription() {
        PollSubscription subscription = polls;
        polls = null;
        return subscription;
    }

    /** Takes a status; returns whether it is a transition that is now pending. */
    synchronized boolean seen(ExecutionStatus status) {
        String state = status.state().name();
        if (phase != Phase.WATCHING || state.equals(lastSeen) && !status.isTerminal()) {
            return false;
        }
        pending.add(new Transition(stored.watch(), status, lastSeen));
        lastSeen = state;
        if (status.isTerminal()) {
            phase = Phase.ENDING;
        }
        return true;
    }

    /** Ends the watch once all before was delivered; false if it is ending already. */
    synchronized boolean expire(boolean unknownExecution, Answer<?> lastError, Instant now) {
        if (phase != Phase.WATCHING) {
            return false;
        }
        phase = Phase.ENDING;
        Watch last = withLastSeen();
        pending.add(new Expiry(last, unknownExecution, lastError, Duration.between(last.registeredAt(), now)));
        return true;
    }

    synchronized boolean isWatching() {
        return phase == Phase.WATCHING;
    }

    /** Forgets what is pending: the watch was removed. */
    synchronized void remove() {
        phase = Phase.REMOVED;
        pending.clear();
    }

    synchronized boolean isRemoved() {
        return phase == Phase.REMOVED;
    }

    /** Whether an event is pending whose backoff is over; it may be in flight. */
    synchronized boolean isDeliverable(Instant now) {
        return !pending.isEmpty() && !now.isBefore(notBefore);
    }

    /** A delivery or record failed: the same event is tried again after a backoff. */
    synchronized void deliveryFailed(Instant now, ErrorBackoff backoff) {
        notBefore = now.plus(backoff.after(++failures));
    }

    /** The event to deliver next, or in flight; null if there is none, as after the watch was removed. */
    synchronized WatchEvent first() {
        return pending.peek();
    }

    synchronized boolean isAccepted() {
        return accepted;
    }

    synchronized void accepted() {
        accepted = true;
    }

    /** The first event was accepted and recorded: the next one follows. */
    synchronized void recorded() {
        pending.poll();
        accepted = false;
        failures = 0;
        notBefore = Instant.MIN;
    }

    synchronized boolean hasPending() {
        return !pending.isEmpty();
    }

    /** Polls it now; false if it is not polled. */
    boolean pollNow() {
        PollSubscription subscription;
        synchronized (this) {
            subscription = polls;
        }
        if (subscription != null) {
            subscription.pollNow();
        }
        return subscription != null;
    }

    WatchSnapshot snapshot(Instant now) {
        Watch watch = withLastSeen();
        PolledExecution execution;
        int events;
        int deliveriesFailed;
        synchronized (this) {
            execution = polls == null ? null : polls.execution();
            events = pending.size();
            deliveriesFailed = failures;
        }
        Instant submitted = id.submittedAt().orElse(watch.registeredAt());
        Duration age = execution == null ? Duration.between(submitted, now) : execution.age();
        return new WatchSnapshot(
                id,
                watch.lastState(),
                watch.registeredAt(),
                age.isNegative() ? Duration.ZERO : age,
                execution == null ? null : execution.lastPolled().orElse(null),
                execution == null ? null : execution.nextPoll(),
                execution == null ? 0 : execution.errorsInARow(),
                events,
                deliveriesFailed);
    }
}
