package io.github.cameldune.stub;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/** How the next executions run: in order, the last one again and again. This class is thread-safe. */
final class Recipes {
    private final Deque<BiConsumer<StubSubmission, StubExecutionBuilder>> waiting = new ArrayDeque<>();

    Recipes() {
        set(List.of((submission, execution) ->
                execution.state("PENDING").state("EXECUTING").completed()));
    }

    synchronized void set(List<BiConsumer<StubSubmission, StubExecutionBuilder>> recipes) {
        if (recipes.isEmpty()) {
            throw new IllegalArgumentException("Describe at least one execution");
        }
        waiting.clear();
        waiting.addAll(recipes);
    }

    synchronized BiConsumer<StubSubmission, StubExecutionBuilder> next(boolean used) {
        return used && waiting.size() > 1 ? waiting.removeFirst() : waiting.getFirst();
    }
}
