package io.github.cameldune.internal.client;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;

/** Requests the status of an execution: all that watching needs of {@link DuneClient}. */
@FunctionalInterface
public interface StatusClient {

    /**
     * Requests the status; as of {@link DuneClient}, the request is repeated only if the server certainly did not begin with
     * it. Blocks until the answer is there or the timeouts are over. What goes wrong on the way is an answer too. Safe for use
     * by many threads.
     */
    Answer<ExecutionStatus> status(ExecutionId id);
}
