package io.github.cameldune.watch;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.schedule.AgendaItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A watch at work: what was found and is still to be told, in order, and how far telling has come. Thread-safe; holds
 * its own lock only for an instant and calls nothing while it does.
 */
final class ActiveWatch {

    private final ExecutionId id;
    private final boolean kept;
    private final UnknownStreak unknown = new UnknownStreak();
    private final Deque<Notice> pending = new ArrayDeque<>(1);
    private AgendaItem<ActiveWatch> item;
    private StoredWatch stored;
    private String lastSeen;
    private boolean asked;
    private boolean seen;
    private boolean ending;
    private boolean gone;

    private boolean delivering;
    private boolean told;
    private int failures;
    private Instant notBefore = Instant.MIN;

    ActiveWatch(StoredWatch stored, boolean kept) {
        this.id = stored.watch().executionId();
        this.stored = stored;
        this.kept = kept;
        this.lastSeen = stored.watch().lastState();
    }

    ExecutionId id() {
        return id;
    }

    /** For the thread that asks about it. */
    UnknownStreak unknown() {
        return unknown;
    }

    /** Whether the store keeps it, marked as ended, once it is over. */
    boolean isKept() {
        return kept;
    }

    synchronized AgendaItem<ActiveWatch> item() {
        return item;
    }

    synchronized void item(AgendaItem<ActiveWatch> added) {
        item = added;
    }

    synchronized StoredWatch stored() {
        return stored;
    }

    synchronized void stored(StoredWatch now) {
        stored = now;
    }

    /** The watch as it will be once all that is pending was told. */
    synchronized Watch current() {
        return lastSeen == null ? stored.watch() : stored.watch().delivered(lastSeen);
    }

    /** Takes a status; returns whether it is news that is now pending. */
    synchronized boolean found(ExecutionStatus status) {
        seen = true;
        String state = status.state().name();
        if (ending || gone || state.equals(lastSeen) && !status.isTerminal()) {
            return false;
        }
        pending.add(new Transition(stored.watch(), status, lastSeen));
        lastSeen = state;
        ending = status.isTerminal();
        return true;
    }

    /** An answer was dealt with, whatever it was. */
    synchronized void asked() {
        asked = true;
    }

    /** Whether this process asked about it and dealt with the answer. */
    synchronized boolean wasAsked() {
        return asked;
    }

    /** Whether this process saw a status of it. */
    synchronized boolean wasSeen() {
        return seen;
    }

    /** Ends the watch once everything before was told; returns false when it is ending already. */
    synchronized boolean end(WatchEnd end) {
        if (ending || gone) {
            return false;
        }
        ending = true;
        pending.add(end);
        return true;
    }

    synchronized boolean isEnding() {
        return ending || gone;
    }

    /** Forgets what is pending: the watch was removed. */
    synchronized void drop() {
        gone = true;
        pending.clear();
    }

    synchronized boolean isGone() {
        return gone;
    }

    /** Claims the telling of the first pending notice for the caller; false when it is not to be told now. */
    synchronized boolean claim(Instant now) {
        if (gone || delivering || pending.isEmpty() || now.isBefore(notBefore)) {
            return false;
        }
        delivering = true;
        return true;
    }

    /** Gives the claim back, nothing told. */
    synchronized void release() {
        delivering = false;
    }

    /** Gives the claim back; the same notice is tried again from the given instant on. Returns the failures in a row. */
    synchronized int retry() {
        return ++failures;
    }

    synchronized void retryAt(Instant instant) {
        notBefore = instant;
        delivering = false;
    }

    /** The notice that the claim is for; null once the watch was dropped. */
    synchronized Notice first() {
        return pending.peek();
    }

    /** Whether the first notice was told already and only its record is missing. */
    synchronized boolean isTold() {
        return told;
    }

    synchronized void told() {
        told = true;
    }

    /** The first notice was told and recorded; gives the claim back. Returns whether more is pending. */
    synchronized boolean recorded() {
        pending.poll();
        told = false;
        failures = 0;
        notBefore = Instant.MIN;
        delivering = false;
        return !pending.isEmpty();
    }

    synchronized boolean hasPending() {
        return !pending.isEmpty();
    }

    WatchSnapshot snapshot(Instant now) {
        AgendaItem<ActiveWatch> asking = item();
        Watch watch = current();
        Instant submitted = id.submittedAt().orElse(watch.registeredAt());
        Duration age = asking == null ? Duration.between(submitted, now) : asking.age(now);
        Instant lastAsked = asking == null ? null : asking.lastAsked().orElse(null);
        Instant nextDue = asking == null || isEnding() ? null : asking.nextDue();
        int errors = asking == null ? 0 : asking.errorsInRow();
        synchronized (this) {
            return new WatchSnapshot(
                    id,
                    watch.lastState(),
                    watch.registeredAt(),
                    age.isNegative() ? Duration.ZERO : age,
                    lastAsked,
                    nextDue,
                    errors,
                    pending.size(),
                    failures);
        }
    }
}
