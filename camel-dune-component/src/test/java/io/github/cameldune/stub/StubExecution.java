package io.github.cameldune.stub;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where an execution stands on its way through its states, and its rows. This class is thread-safe. */
final class StubExecution {
    private final StatusJson status;
    private final StubStep cancelled;
    private final int pageCap;
    private List<StubStep> steps;
    private int current;
    private int shown;
    private Instant startedAt;
    private Instant enteredAt;
    private View view;

    /**
     * What an execution shows of itself in one state.
     *
     * @param state    the state, or null when {@code text} is the whole answer
     * @param fields   the fields of its status
     * @param metadata of its result, or null when the state has none
     * @param status   the answer to a request for its status
     */
    record View(String state, Map<String, Object> fields, Map<String, Object> metadata, Reply status) {}

    /**
     * An execution whose first state begins now.
     *
     * @param status    writes its status
     * @param steps     its states
     * @param cancelled its state once it was cancelled
     * @param pageCap   at most so many rows are in a page, 0 for the stub's own cap
     * @param now       the present
     */
    StubExecution(StatusJson status, List<StubStep> steps, StubStep cancelled, int pageCap, Instant now) {
        this.status = status;
        this.steps = List.copyOf(steps);
        this.cancelled = cancelled;
        this.pageCap = pageCap;
        enter(0, now);
    }

    String id() {
        return status.executionId();
    }

    StubRows rows() {
        return status.rows();
    }

    int pageCap() {
        return pageCap;
    }

    /** What it shows at this moment. Given to a client, that uses up one request of the state. */
    synchronized View view(Instant now, boolean given) {
        advance(now);
        if (view == null) {
            view = look();
        }
        View seen = view;
        if (given) {
            shown++;
        }
        return seen;
    }

    /** Whether it was running, and so is cancelled from now on. */
    synchronized boolean cancel(Instant now, boolean takesEffect) {
        advance(now);
        String state = steps.get(current).state();
        boolean running = state == null || !States.isTerminal(state);
        if (running && takesEffect) {
            steps = List.of(cancelled);
            enter(0, now);
        }
        return running;
    }

    private void advance(Instant now) {
        while (current < steps.size() - 1) {
            StubStep step = steps.get(current);
            Duration duration = step.duration();
            Instant end = duration == null ? now : enteredAt.plus(duration);
            boolean lasts = duration == null ? shown < step.requests() : now.isBefore(end);
            if (lasts) {
                break;
            }
            enter(current + 1, end);
        }
    }

    private View look() {
        StubStep step = steps.get(current);
        if (step.text() != null) {
            return new View(null, Map.of(), null, Reply.json(200, step.text()));
        }
        Map<String, Object> fields = status.fields(step, startedAt, enteredAt);
        Map<String, Object> metadata =
                States.hasResult(step.state()) ? status.resultMetadata(startedAt, enteredAt) : null;
        return new View(step.state(), fields, metadata, Reply.json(200, Json.write(fields)));
    }

    private void enter(int step, Instant at) {
        current = step;
        shown = 0;
        enteredAt = at;
        view = null;
        if (startedAt == null && !States.PENDING.equals(steps.get(step).state())) {
            startedAt = at;
        }
    }
}
