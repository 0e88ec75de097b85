package io.github.cameldune.internal.schedule;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One execution in a poll queue, with the listeners that share its polls. Its state belongs to the queue, which guards it;
 * the public methods are thread-safe.
 */
public final class PolledExecution {

    /** The life of an execution in the queue. */
    enum Phase {
        /** Not due yet. */
        WAITING,
        /** Due; waits for a permit. */
        DUE,
        /** Its request is in flight. */
        IN_FLIGHT,
        /** Before it is added, and after its last listener. */
        NOT_QUEUED
    }

    private final PollQueue queue;
    private final PollQueue.Target target;

    // guarded by the queue
    final List<PollSubscription> subscriptions = new ArrayList<>(1);
    final long sequence;
    Phase phase = Phase.NOT_QUEUED;
    long dueAt;
    boolean pollAgain;
    private Instant submittedAt;
    private boolean submissionKnown;
    private Instant lastPolled;
    private int errorsInARow;

    PolledExecution(PollQueue queue, PollQueue.Target target, long sequence, Instant registeredAt) {
        this.queue = queue;
        this.target = target;
        this.sequence = sequence;
        this.submittedAt = id().submittedAt().orElse(registeredAt);
        this.submissionKnown = id().submittedAt().isPresent();
    }

    PollQueue.Target target() {
        return target;
    }

    /** The execution. */
    public ExecutionId id() {
        return target.id();
    }

    /** When it was submitted, by Dune's clock, as far as is known: by its id, else by a status, else when it was registered. */
    public Instant submittedAt() {
        synchronized (queue) {
            return submittedAt;
        }
    }

    /** The present age since its submission by Dune's clock, not negative. */
    public Duration age() {
        return ageAt(queue.now());
    }

    /** Whether {@link #submittedAt()} is more than a guess. */
    boolean isSubmissionKnown() {
        synchronized (queue) {
            return submissionKnown;
        }
    }

    /** The age at the last poll, which intervals count from; the present age if it was never polled. Not negative. */
    public Duration ageAtLastPoll() {
        return ageAt(lastPolled().orElseGet(queue::now));
    }

    private Duration ageAt(Instant local) {
        Duration age = Duration.between(submittedAt(), serverTime(local));
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** An instant of the local clock by Dune's clock, as far as is known from the dates of its answers. */
    public Instant serverTime(Instant local) {
        return queue.serverClock().serverTime(local);
    }

    /** When it was last polled, by the local clock; empty if never. */
    public Optional<Instant> lastPolled() {
        synchronized (queue) {
            return Optional.ofNullable(lastPolled);
        }
    }

    /** When it is due next; while its request is in flight, when it was due. */
    public Instant nextPoll() {
        synchronized (queue) {
            return queue.instant(dueAt);
        }
    }

    /** How many answers in a row were not a status. */
    public int errorsInARow() {
        synchronized (queue) {
            return errorsInARow;
        }
    }

    void polled(Instant now) {
        lastPolled = now;
    }

    void answered(Answer<ExecutionStatus> answer) {
        errorsInARow = answer.isOk() ? 0 : errorsInARow + 1;
        if (!submissionKnown && answer.isOk()) {
            answer.value().submitted().ifPresent(submitted -> {
                submittedAt = submitted;
                submissionKnown = true;
            });
        }
    }

    /** When the first of its listeners wants a poll. */
    long earliest() {
        return subscriptions.stream().mapToLong(each -> each.dueAt).min().orElse(Long.MAX_VALUE);
    }

    boolean isPolledWhileRefused() {
        return subscriptions.stream().anyMatch(each -> each.listener().isPolledWhileRefused());
    }

    /** The highest priority of its listeners at present, by the local clock and by Dune's in milliseconds. */
    double priorityAt(long local, long server) {
        double age = (server - submittedAt.toEpochMilli()) / 1000.0;
        // one that was never polled may have ended at any time since its submission
        double staleness = lastPolled == null ? age : (local - lastPolled.toEpochMilli()) / 1000.0;
        double highest = 0;
        for (PollSubscription subscription : subscriptions) {
            highest = Math.max(highest, subscription.next.priority().at(staleness, age));
        }
        return highest;
    }
}
