package io.github.cameldune.stub;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a test orders of a stub: executions, queries, faults and limits. */
abstract class StubOrders {
    final FaultQueue faults = new FaultQueue();
    final StubLimit reads = new StubLimit();
    final StubLimit submissionLimit = new StubLimit();
    final BoundedLog<StubSubmission> submissions;
    final StubService service;
    final InstantSource clock;

    StubOrders(DuneStubBuilder settings) {
        clock = settings.clock;
        submissions = new BoundedLog<>(settings.keptRequests);
        service = new StubService(faults, submissions);
    }

    /**
     * Describes a new execution; {@link StubExecutionBuilder#start()} adds it.
     *
     * @return a builder without any state
     */
    public StubExecutionBuilder execution() {
        return new StubExecutionBuilder(clock, service::register);
    }

    /**
     * Makes a saved query known, and describes how its executions run. The same query each time.
     *
     * @param  queryId its id
     * @return         the query, to be changed at any time
     */
    public StubQuery query(long queryId) {
        return service.query(queryId);
    }

    /**
     * Makes a query unknown: to execute it, and its latest result, are answered with 404.
     *
     * @param queryId its id; nothing happens when it is not known
     */
    public void forgetQuery(long queryId) {
        service.forgetQuery(queryId);
    }

    /**
     * How executions of SQL run, as {@link StubQuery#runs(Consumer...)}. Any SQL is accepted, and none is run.
     *
     * @param executions describe the states and rows of the next executions: in order, the last one for all that follow
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final void onSql(Consumer<StubExecutionBuilder>... executions) {
        service.sqlRecipes()
                .set(Arrays.stream(executions).map(StubQuery::recipe).toList());
    }

    /**
     * How executions of SQL run, each as its text wants it.
     *
     * @param execution describes an execution
     */
    public void onEachSql(BiConsumer<StubSubmission, StubExecutionBuilder> execution) {
        service.sqlRecipes().set(List.of(execution));
    }

    /**
     * What may be chosen of the answers.
     *
     * @return the settings of this stub, to be changed at any time
     */
    public StubSettings settings() {
        return service.settings();
    }

    /**
     * Lets the next requests that start an execution go wrong. As {@link #failAll} with
     * {@code on(Call.EXECUTE, Call.SQL)}.
     *
     * @param faults what happens, in order; each once unless it says otherwise
     */
    public void failSubmissions(Fault... faults) {
        failAll(Stream.of(faults).map(fault -> fault.on(Call.EXECUTE, Call.SQL)).toArray(Fault[]::new));
    }

    /**
     * Accepts at most so many requests that start an execution in any 60 seconds, as {@link #limit} does for all others.
     *
     * @param requestsPerMinute the limit, 0 for none
     */
    public void limitSubmissions(int requestsPerMinute) {
        submissionLimit.set(requestsPerMinute, false);
    }

    /**
     * As {@link #limitSubmissions}, with {@code Retry-After}.
     *
     * @param requestsPerMinute the limit, 0 for none
     */
    public void limitSubmissionsWithRetryAfter(int requestsPerMinute) {
        submissionLimit.set(requestsPerMinute, true);
    }

    /**
     * Makes an execution unknown: from now on its id is answered with 404.
     *
     * @param executionId the id; nothing happens when it is not known
     */
    public void forget(String executionId) {
        service.forget(executionId);
    }

    /**
     * Lets the next requests for one execution go wrong. Faults are used up in the given order, after those that wait
     * already. Unless a fault says so, a request that it answers does not move the execution to its next state.
     *
     * @param executionId the id, of a known execution or not
     * @param faults      what happens, in order; each once unless it says otherwise
     */
    public void fail(String executionId, Fault... faults) {
        this.faults.add(FaultQueue.keyOfExecution(executionId), List.of(faults));
    }

    /**
     * Lets the next requests go wrong, whatever execution they ask for. A fault of the execution itself goes first.
     *
     * @param faults what happens, in order; each once unless it says otherwise
     */
    public void failAll(Fault... faults) {
        this.faults.addForAll(List.of(faults));
    }

    /** Ends every fault that waits, of all executions. The limit stays. */
    public void heal() {
        faults.clear();
    }

    /**
     * Ends the faults that wait for one execution; those of {@link #failAll} stay.
     *
     * @param executionId the id
     */
    public void heal(String executionId) {
        faults.clear(FaultQueue.keyOfExecution(executionId));
    }

    /**
     * Accepts at most so many requests in any 60 seconds, and answers the others with 429 without {@code Retry-After}.
     * As with Dune, requests that were rejected do not count; neither do those with a wrong key. Counting starts with this call.
     *
     * @param requestsPerMinute the limit, 0 for none
     */
    public void limit(int requestsPerMinute) {
        reads.set(requestsPerMinute, false);
    }

    /**
     * As {@link #limit}, and the 429 says in {@code Retry-After} in how many seconds the next request will be accepted.
     *
     * @param requestsPerMinute the limit, 0 for none
     */
    public void limitWithRetryAfter(int requestsPerMinute) {
        reads.set(requestsPerMinute, true);
    }
}
