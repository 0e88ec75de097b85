package io.github.cameldune.internal.schedule;

import io.github.cameldune.internal.time.Cancellable;

/** A listener of one execution in a poll queue. Thread-safe. */
public final class PollSubscription implements Cancellable {

    private final PollQueue queue;
    private final PolledExecution execution;
    private final PollListener listener;

    // guarded by the queue
    NextPoll next = NextPoll.NOW;
    long dueAt;

    PollSubscription(PollQueue queue, PolledExecution execution, PollListener listener) {
        this.queue = queue;
        this.execution = execution;
        this.listener = listener;
    }

    PollListener listener() {
        return listener;
    }

    /** The execution, with the times of its polls. */
    public PolledExecution execution() {
        return execution;
    }

    /** Makes the execution due now; one whose request is in flight is polled once more after that. */
    public void pollNow() {
        queue.pollNow(execution);
    }

    @Override
    public boolean cancel() {
        return queue.unsubscribe(this);
    }
}
