package io.github.cameldune.stub;

import java.time.Instant;
import java.util.List;

/** Where an execution stands on its way through its states. This class is thread-safe. */
final class StubExecution {
    private final StatusJson status;
    private final List<StubStep> steps;
    private int current;
    private int shown;
    private Instant startedAt;
    private Instant enteredAt;
    private Reply reply;

    StubExecution(StatusJson status, List<StubStep> steps, Instant now) {
        this.status = status;
        this.steps = List.copyOf(steps);
        enter(0, now);
    }

    /** The answer of this moment, given to a client: it uses up one request of the state. */
    synchronized Reply show(Instant now) {
        Reply answer = peek(now);
        shown++;
        return answer;
    }

    /** The answer that {@link #show} would give, for faults that hide it. */
    synchronized Reply peek(Instant now) {
        while (current < steps.size() - 1) {
            StubStep step = steps.get(current);
            Instant end = step.duration() == null ? now : enteredAt.plus(step.duration());
            boolean lasts = step.duration() == null ? shown < step.requests() : now.isBefore(end);
            if (lasts) {
                break;
            }
            enter(current + 1, end);
        }
        if (reply == null) {
            StubStep step = steps.get(current);
            reply = Reply.json(200, step.text() != null ? step.text() : status.body(step, startedAt, enteredAt));
        }
        return reply;
    }

    private void enter(int step, Instant at) {
        current = step;
        shown = 0;
        enteredAt = at;
        reply = null;
        if (startedAt == null && !States.PENDING.equals(steps.get(step).state())) {
            startedAt = at;
        }
    }
}
