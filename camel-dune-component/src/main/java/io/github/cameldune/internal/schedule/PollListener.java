package io.github.cameldune.internal.schedule;

import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;

/**
 * What wants to know the status of an execution: a watch, or an exchange that awaits its end. {@link #answered} is called on
 * a polling thread, which it must not block, one call at a time for each execution. {@link #first} is called on the thread
 * that subscribes, with the lock of the queue held.
 */
public interface PollListener {

    /** When to poll first; other listeners may have had the execution polled already. */
    NextPoll first(PolledExecution poll);

    /** Takes an answer, and returns when to poll next; null to poll no more for this listener. */
    NextPoll answered(PolledExecution poll, Answer<ExecutionStatus> answer);

    /**
     * Whether it wants to be polled while polls pause because the key was refused, in order to learn that; false if it can
     * wait until the key is accepted again.
     */
    default boolean isPolledWhileRefused() {
        return false;
    }
}
