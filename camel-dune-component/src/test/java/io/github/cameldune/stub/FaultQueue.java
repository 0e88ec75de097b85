package io.github.cameldune.stub;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The faults that wait for their requests. This class is thread-safe. */
final class FaultQueue {
    private final Map<String, Deque<Fault>> byExecution = new HashMap<>();
    private final Deque<Fault> forAll = new ArrayDeque<>();
    private volatile boolean any;

    synchronized void add(String executionId, List<Fault> faults) {
        byExecution.computeIfAbsent(executionId, id -> new ArrayDeque<>()).addAll(faults);
        any = true;
    }

    synchronized void addForAll(List<Fault> faults) {
        forAll.addAll(faults);
        any = true;
    }

    synchronized void clear() {
        byExecution.clear();
        forAll.clear();
        any = false;
    }

    synchronized void clear(String executionId) {
        byExecution.remove(executionId);
    }

    /** The fault of the next request for an execution, used up by one request. */
    Optional<Fault> take(String executionId) {
        return any ? next(executionId) : Optional.empty();
    }

    private synchronized Optional<Fault> next(String executionId) {
        Deque<Fault> own = byExecution.get(executionId);
        return own != null && !own.isEmpty() ? use(own) : use(forAll);
    }

    private static Optional<Fault> use(Deque<Fault> queue) {
        Fault fault = queue.pollFirst();
        if (fault == null) {
            return Optional.empty();
        }
        fault.rest().ifPresent(queue::addFirst);
        return Optional.of(fault);
    }
}
