package io.github.cameldune.stub;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Describes an execution as the states it passes through. A state named with {@link #state} lasts one request (or a given
 * number), one with a duration lasts so long from the moment it was entered; both kinds can follow each other. The last
 * one stays. Not thread-safe.
 */
public final class StubExecutionBuilder {
    private final InstantSource clock;
    private final Consumer<StubExecution> register;
    private final List<StubStep> steps = new ArrayList<>();
    private final List<FieldEdit> edits = new ArrayList<>();
    private String id;
    private long queryId = 3493826;
    private Instant submittedAt;
    private StubRows rows = GeneratedRows.sample();
    private int pageCap;

    StubExecutionBuilder(InstantSource clock, Consumer<StubExecution> register) {
        this.clock = clock;
        this.register = register;
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
        pageCap = count;
        return this;
    }

    /**
     * A state that lasts one request.
     *
     * @param  state short ({@code PENDING}) or full ({@code QUERY_STATE_PENDING}), known to Dune or not
     * @return       this builder
     */
    public StubExecutionBuilder state(String state) {
        return state(state, 1);
    }

    /**
     * A state that lasts some requests.
     *
     * @param  state    short or full, known to Dune or not
     * @param  requests how many, at least 1
     * @return          this builder
     */
    public StubExecutionBuilder state(String state, int requests) {
        return add(StubStep.byRequest(state, requests));
    }

    /**
     * A state that lasts some time.
     *
     * @param  state    short or full, known to Dune or not
     * @param  duration how long, on the clock of the stub
     * @return          this builder
     */
    public StubExecutionBuilder state(String state, Duration duration) {
        return add(StubStep.byTime(state, duration));
    }

    /**
     * A state that never ends.
     *
     * @param  state short or full, known to Dune or not
     * @return       this builder; it takes no further state
     */
    public StubExecutionBuilder stays(String state) {
        return state(state, StubStep.ALWAYS);
    }

    /**
     * {@code QUERY_STATE_PENDING} for some time.
     *
     * @param  duration how long, on the clock of the stub
     * @return          this builder
     */
    public StubExecutionBuilder pendingFor(Duration duration) {
        return state(States.PENDING, duration);
    }

    /**
     * {@code QUERY_STATE_EXECUTING} for some time.
     *
     * @param  duration how long, on the clock of the stub
     * @return          this builder
     */
    public StubExecutionBuilder executingFor(Duration duration) {
        return state(States.EXECUTING, duration);
    }

    /**
     * {@code QUERY_STATE_COMPLETED}, with metadata of a small result.
     *
     * @return this builder
     */
    public StubExecutionBuilder completed() {
        return state(States.COMPLETED);
    }

    /**
     * {@code QUERY_STATE_COMPLETED_PARTIAL}: the result was too large.
     *
     * @return this builder
     */
    public StubExecutionBuilder completedPartial() {
        return state(States.COMPLETED_PARTIAL);
    }

    /**
     * {@code QUERY_STATE_FAILED} with the error of Dune's own sample: {@code FAILED_TYPE_EXECUTION_FAILED}, line 1, column 8.
     *
     * @return this builder
     */
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

    /**
     * {@code QUERY_STATE_CANCELLED}, as the service spells it.
     *
     * @return this builder
     */
    public StubExecutionBuilder cancelled() {
        return state(States.CANCELLED);
    }

    /**
     * {@code QUERY_STATE_CANCELED}, as the page of the documentation spells it.
     *
     * @return this builder
     */
    public StubExecutionBuilder canceled() {
        return state(States.CANCELED);
    }

    /**
     * {@code QUERY_STATE_EXPIRED}: the result is gone.
     *
     * @return this builder
     */
    public StubExecutionBuilder expired() {
        return state(States.EXPIRED);
    }

    /**
     * An answer of any text, with status 200, that lasts one request.
     *
     * @param  text the body
     * @return      this builder
     */
    public StubExecutionBuilder body(String text) {
        return add(StubStep.ofText(text));
    }

    /**
     * Adds or replaces a field of the state named last, or of every state when none was named yet.
     *
     * @param  name  the field's name, such as {@code queue_position}
     * @param  value what Jackson can write: text, number, boolean, {@code null}, {@code List}, {@code Map}
     * @return       this builder
     */
    public StubExecutionBuilder field(String name, Object value) {
        return edit(FieldEdit.set(name, value));
    }

    /**
     * Leaves a field out of the state named last, or of every state when none was named yet.
     *
     * @param  name the field's name, such as {@code is_execution_finished}
     * @return      this builder
     */
    public StubExecutionBuilder without(String name) {
        return edit(FieldEdit.remove(name));
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
        register.accept(new StubExecution(
                new StatusJson(executionId, queryId, submitted, rows),
                steps.stream().map(step -> step.withEditsBefore(edits)).toList(),
                StubStep.byRequest(States.CANCELLED, 1).withEditsBefore(edits),
                pageCap,
                now));
        return executionId;
    }

    private StubExecutionBuilder add(StubStep step) {
        if (!steps.isEmpty() && steps.get(steps.size() - 1).requests() == StubStep.ALWAYS) {
            throw new IllegalStateException("No state can follow one that stays");
        }
        steps.add(step);
        return this;
    }

    private StubExecutionBuilder edit(FieldEdit edit) {
        if (steps.isEmpty()) {
            edits.add(edit);
        } else {
            int last = steps.size() - 1;
            steps.set(last, steps.get(last).withEdit(edit));
        }
        return this;
    }
}
