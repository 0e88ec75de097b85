package io.github.cameldune.internal.client;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;

/** Requests the status of an execution: all that watching needs of {@link DuneClient}. */
@FunctionalInterface
public interface StatusClient {

    /**
     * Requests the status once; no retry, no redirect. Blocks until the answer is there or the timeouts are over. Safe for
     * use by many threads.
     *
     * @param id the execution; not null
     * @return the answer, never null; what goes wrong on the way is an answer too
     */
    Answer<ExecutionStatus> status(ExecutionId id);
}
