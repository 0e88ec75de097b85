package io.github.cameldune.client;

/** Hears of each answer, for counters and health checks. Called on the thread that asked, which it must not block. */
@FunctionalInterface
public interface AnswerListener {

    /**
     * A request has ended.
     *
     * @param id what was asked about; not null
     * @param answer what came; not null
     */
    void answered(ExecutionId id, Answer answer);
}
