package io.github.cameldune.client;

/** Asks Dune. The seam between what the component decides and how it talks to Dune. */
@FunctionalInterface
public interface DuneClient {

    /**
     * Asks once for the status of an execution; no retry, no redirect. Blocks until the answer is there or the client's
     * timeouts are over. Safe for use by many threads.
     *
     * @param id the execution; not null
     * @return the answer, never null; what goes wrong on the way is an answer too
     */
    Answer status(ExecutionId id);
}
