package io.github.cameldune.stub;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Describes an execution as the states it passes through. A state named with {@link #state} lasts one request (or a given
 * number), one with a duration lasts so long from the moment it was entered; both kinds can follow each other. The last
 * one stays. Not thread-safe.
 */
public final class StubExecutionBuilder extends StateSequence {
    private final InstantSource clock;
    private final Consumer<StubExecution> register;
    private String id;
    private long queryId = 3493826;
    private Instant submittedAt;
    private StubRows rows = GeneratedRows.sample();
    private int pageCap;

    StubExecutionBuilder(InstantSource clock, Consumer<StubExecution> register) {
        this.clock = clock;
        this.register = register;
    }

    @Override
    StubExecutionBuilder self() {
        return this;
    }

    /**
     * The execution's id. An execution with this id that is there already is replaced.
     *
     * @param  id up to 64 letters, digits, {@code _} and {@code -}; without it the stub makes a ULID of the submission time, as
     *            Dune does
     * @return    this builder
     */
    public StubExecutionBuilder id(String id) {
        if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException("Not fit for an execution id: " + id);
        }
        this.id = id;
        return this;
    }

    /**
     * The query.
     *
     * @param  queryId its id, 0 for SQL that is no saved query
     * @return         this builder
     */
    public StubExecutionBuilder queryId(long queryId) {
        this.queryId = queryId;
        return this;
    }

    /**
     * When the execution was submitted. Durations count from {@link #start()} all the same.
     *
     * @param  submittedAt the instant, now by default
     * @return             this builder
     */
    public StubExecutionBuilder submittedAt(Instant submittedAt) {
        this.submittedAt = Objects.requireNonNull(submittedAt, "submittedAt");
        return this;
    }

    /**
     * The rows that it has once it is completed.
     *
     * @param  rows the rows; without this call, the 1000 that the metadata of Dune's sample describes
     * @return      this builder
     */
    public StubExecutionBuilder rows(StubRows rows) {
        this.rows = Objects.requireNonNull(rows, "rows");
        return this;
    }

    /**
     * The most rows of a page, whatever a request asks for.
     *
     * @param  count the number, at least 1; without this call, that of {@link StubSettings#pageCap}
     * @return       this builder
     */
    public StubExecutionBuilder pageCap(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("A page has at least one row, not " + count);
        }
        pageCap = count;
        return this;
    }

    /** {@return this builder, with {@code QUERY_STATE_COMPLETED} and the metadata of {@link #rows}} */
    public StubExecutionBuilder completed() {
        return state(States.COMPLETED);
    }

    /** {@return this builder, with {@code QUERY_STATE_COMPLETED_PARTIAL}: the result was too large} */
    public StubExecutionBuilder completedPartial() {
        return state(States.COMPLETED_PARTIAL);
    }

    /** {@return this builder, with {@code QUERY_STATE_FAILED} and the error of Dune's own sample, at line 1, column 8} */
    public StubExecutionBuilder failed() {
        return state(States.FAILED);
    }

    /**
     * {@code QUERY_STATE_FAILED} with an error that names no place in the SQL.
     *
     * @param  type    such as {@code FAILED_TYPE_EXECUTION_TIMEOUT}; the set is open
     * @param  message the message
     * @return         this builder
     */
    public StubExecutionBuilder failed(String type, String message) {
        return failed().field("error", StatusJson.error(type, message));
    }

    /**
     * {@code QUERY_STATE_FAILED} with an error at a place in the SQL.
     *
     * @param  type    such as {@code syntax_error}; the set is open
     * @param  message the message
     * @param  line    the line
     * @param  column  the column
     * @return         this builder
     */
    public StubExecutionBuilder failed(String type, String message, int line, int column) {
        return failed().field("error", StatusJson.error(type, message, line, column));
    }

    /** {@return this builder, with {@code QUERY_STATE_CANCELLED}, as the service spells it} */
    public StubExecutionBuilder cancelled() {
        return state(States.CANCELLED);
    }

    /** {@return this builder, with {@code QUERY_STATE_CANCELED}, as the page of the documentation spells it} */
    public StubExecutionBuilder canceled() {
        return state(States.CANCELED);
    }

    /** {@return this builder, with {@code QUERY_STATE_EXPIRED}: the result is gone} */
    public StubExecutionBuilder expired() {
        return state(States.EXPIRED);
    }

    /**
     * Adds the execution to the stub; its first state begins now.
     *
     * @return                       the execution's id
     * @throws IllegalStateException if no state was named
     */
    public String start() {
        if (steps.isEmpty()) {
            throw new IllegalStateException("Name at least one state, such as completed() or stays(\"PENDING\")");
        }
        Instant now = clock.instant();
        Instant submitted = submittedAt == null ? now : submittedAt;
        String executionId = id == null ? Ulid.of(submitted) : id;
        StubExecution execution = new StubExecution(
                new StatusJson(executionId, queryId, submitted, rows),
                steps.stream().map(step -> step.withEditsBefore(edits)).toList(),
                StubStep.byRequest(States.CANCELLED, 1).withEditsBefore(edits),
                pageCap,
                now);
        // written now: the first request, which may have a short time-out, does not wait for Jackson's classes to be
        // loaded
        execution.view(now, false);
        register.accept(execution);
        return executionId;
    }
}
