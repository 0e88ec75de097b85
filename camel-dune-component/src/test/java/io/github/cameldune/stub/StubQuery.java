package io.github.cameldune.stub;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A saved query that the stub knows, from {@link DuneStub#query}. It may be changed while requests arrive. This class is
 * thread-safe.
 */
public final class StubQuery {
    private final long id;
    private final FaultQueue faults;
    private final Recipes recipes = new Recipes();
    private final Deque<Run> runs = new ArrayDeque<>();
    private Set<String> parameters;
    private boolean archived;

    /**
     * An execution of the query.
     *
     * @param executionId its id
     * @param chosen      whether the test made it the latest, whatever its state
     */
    private record Run(String executionId, boolean chosen) {}

    StubQuery(long id, FaultQueue faults) {
        this.id = id;
        this.faults = faults;
    }

    /**
     * The parameters that the query has. Others are refused with 400. Without this call, every parameter is accepted.
     *
     * @param  names the names
     * @return       this query
     */
    public synchronized StubQuery parameters(String... names) {
        parameters = Set.of(names);
        return this;
    }

    /**
     * Archives the query: to execute it is refused with 403.
     *
     * @return this query
     */
    public synchronized StubQuery archived() {
        archived = true;
        return this;
    }

    /**
     * How its executions run. Without this call, each is pending for one request, executing for one, and completed.
     *
     * @param  executions describe the states and rows of the next executions, without {@link StubExecutionBuilder#start()}:
     *                    in order, the last one for all that follow
     * @return            this query
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final StubQuery runs(Consumer<StubExecutionBuilder>... executions) {
        recipes.set(Arrays.stream(executions).map(StubQuery::recipe).toList());
        return this;
    }

    /**
     * How its executions run, each as its parameters want it.
     *
     * @param  execution describes an execution, without {@link StubExecutionBuilder#start()}
     * @return           this query
     */
    public StubQuery runsEach(BiConsumer<StubSubmission, StubExecutionBuilder> execution) {
        recipes.set(List.of(execution));
        return this;
    }

    /**
     * Makes an execution the latest of the query, also one that runs or has failed. Without this call, the latest is the one
     * that was submitted last of those that ended in a state with rows.
     *
     * @param  executionId the id of an execution of this stub
     * @return             this query
     */
    public synchronized StubQuery latest(String executionId) {
        runs.addLast(new Run(Objects.requireNonNull(executionId, "executionId"), true));
        return this;
    }

    /**
     * Forgets the latest result, as when the query was edited: 404 until an execution ends again.
     *
     * @return this query
     */
    public synchronized StubQuery edited() {
        runs.clear();
        return this;
    }

    /**
     * Lets the next requests that name the query go wrong: to execute it, and for its latest result. As
     * {@link DuneStub#fail}.
     *
     * @param  faults what happens, in order; each once unless it says otherwise
     * @return        this query
     */
    public StubQuery fail(Fault... faults) {
        this.faults.add(FaultQueue.keyOfQuery(id), List.of(faults));
        return this;
    }

    long id() {
        return id;
    }

    synchronized boolean isArchived() {
        return archived;
    }

    synchronized List<String> unknown(Set<String> names) {
        return parameters == null
                ? List.of()
                : names.stream().filter(name -> !parameters.contains(name)).toList();
    }

    Recipes recipes() {
        return recipes;
    }

    synchronized void started(String executionId) {
        runs.addLast(new Run(executionId, false));
    }

    synchronized Optional<StubExecution> latest(Function<String, StubExecution> executions, Instant now) {
        for (Iterator<Run> newest = runs.descendingIterator(); newest.hasNext(); ) {
            Run run = newest.next();
            StubExecution execution = executions.apply(run.executionId());
            if (execution != null && (run.chosen() || execution.view(now, false).metadata() != null)) {
                return Optional.of(execution);
            }
        }
        return Optional.empty();
    }

    static BiConsumer<StubSubmission, StubExecutionBuilder> recipe(Consumer<StubExecutionBuilder> execution) {
        return (submission, builder) -> execution.accept(builder);
    }
}
