package io.github.cameldune.internal.schedule;

import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;

/**
 * What wants to know the status of an execution: a watch, or an exchange that awaits its end. Called on a polling thread,
 * which it must not block, one call at a time for each execution.
 */
public interface PollListener {

    /**
     * When to poll first.
     *
     * @param poll the execution, which other listeners may have had polled already
     * @return never null
     */
    NextPoll first(PolledExecution poll);

    /**
     * Takes an answer.
     *
     * @param poll the execution
     * @param answer what came
     * @return when to poll next; null to poll no more for this listener
     */
    NextPoll answered(PolledExecution poll, Answer<ExecutionStatus> answer);

    /**
     * Whether it wants to be polled while polls pause because the key was refused, in order to learn that.
     *
     * @return false for what can wait until the key is accepted again
     */
    default boolean isPolledWhileRefused() {
        return false;
    }
}
