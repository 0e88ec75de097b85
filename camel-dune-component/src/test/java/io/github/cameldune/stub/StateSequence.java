package io.github.cameldune.stub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The states that an execution passes through, and changes of the fields of their answers. */
abstract class StateSequence {
    final List<StubStep> steps = new ArrayList<>();
    final List<FieldEdit> edits = new ArrayList<>();

    abstract StubExecutionBuilder self();

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

    private StubExecutionBuilder add(StubStep step) {
        if (!steps.isEmpty() && steps.get(steps.size() - 1).requests() == StubStep.ALWAYS) {
            throw new IllegalStateException("No state can follow one that stays");
        }
        steps.add(step);
        return self();
    }

    private StubExecutionBuilder edit(FieldEdit edit) {
        if (steps.isEmpty()) {
            edits.add(edit);
        } else {
            int last = steps.size() - 1;
            steps.set(last, steps.get(last).withEdit(edit));
        }
        return self();
    }
}
