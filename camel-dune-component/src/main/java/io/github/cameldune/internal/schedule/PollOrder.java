package io.github.cameldune.internal.schedule;

import io.github.cameldune.internal.time.OneShotTimer;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which executions wait and which are due, and which due one is polled first. Instants are nanoseconds of the poll queue's
 * clock. Guarded by the poll queue, except {@link #isAnyDue}.
 */
final class PollOrder {

    private final TreeSet<PolledExecution> waiting = new TreeSet<>(
            Comparator.<PolledExecution>comparingLong(poll -> poll.dueAt).thenComparingLong(poll -> poll.sequence));
    private final Set<PolledExecution> due = new LinkedHashSet<>();
    private final Set<PolledExecution> dueWhileRefused = new LinkedHashSet<>();

    // written by the guarded methods, read without the lock
    private volatile boolean isAnyDue;
    private volatile boolean isAnyDueWhileRefused;

    /** Puts an execution, wherever it was, where it belongs: it waits, or is due. */
    void put(PolledExecution execution, long dueAt, long now) {
        take(execution);
        execution.dueAt = dueAt;
        if (dueAt > now) {
            execution.phase = PolledExecution.Phase.WAITING;
            waiting.add(execution);
            return;
        }
        execution.phase = PolledExecution.Phase.DUE;
        due.add(execution);
        if (execution.isPolledWhileRefused()) {
            dueWhileRefused.add(execution);
        }
        dueChanged();
    }

    /** Takes an execution out, if it is in. */
    void take(PolledExecution execution) {
        if (execution.phase == PolledExecution.Phase.WAITING) {
            waiting.remove(execution);
        } else if (execution.phase == PolledExecution.Phase.DUE) {
            due.remove(execution);
            dueWhileRefused.remove(execution);
            dueChanged();
        }
        execution.phase = PolledExecution.Phase.NOT_QUEUED;
    }

    private void dueChanged() {
        isAnyDue = !due.isEmpty();
        isAnyDueWhileRefused = !dueWhileRefused.isEmpty();
    }

    /** Makes those due whose time has come. */
    void makeDue(long now) {
        while (nextDue() <= now) {
            PolledExecution first = waiting.first();
            put(first, first.dueAt, now);
        }
    }

    /** When the next of those that wait is due; {@link OneShotTimer#NEVER} if none waits. */
    long nextDue() {
        return waiting.isEmpty() ? OneShotTimer.NEVER : waiting.first().dueAt;
    }

    /** Whether a poll is due, of any execution or of those that are polled while the key is refused. */
    boolean isAnyDue(boolean whileRefusedOnly) {
        return whileRefusedOnly ? isAnyDueWhileRefused : isAnyDue;
    }

    /**
     * The due execution with the highest priority at present, by the local clock and by Dune's in milliseconds; null if none
     * is due. Scans all, since priorities change with time.
     */
    PolledExecution first(boolean whileRefusedOnly, long local, long server) {
        PolledExecution first = null;
        double highest = -1;
        for (PolledExecution execution : whileRefusedOnly ? dueWhileRefused : due) {
            double priority = execution.priorityAt(local, server);
            if (priority > highest) {
                highest = priority;
                first = execution;
            }
        }
        return first;
    }
}
