package io.github.cameldune.stub;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One state of an execution and how long it lasts.
 *
 * @param state    its full name, or null when {@code text} is the whole answer
 * @param requests for how many requests it lasts; 0 when it lasts a time
 * @param duration for how long it lasts, or null when it lasts a number of requests
 * @param text     the answer, or null when it is made of the state
 * @param edits    changes of single fields, in order
 */
record StubStep(String state, int requests, Duration duration, String text, List<FieldEdit> edits) {
    static final int ALWAYS = Integer.MAX_VALUE;

    static StubStep byRequest(String state, int requests) {
        if (requests < 1) {
            throw new IllegalArgumentException("A state lasts at least one request, not " + requests);
        }
        return new StubStep(States.full(state), requests, null, null, List.of());
    }

    static StubStep byTime(String state, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("A state cannot last " + duration);
        }
        return new StubStep(States.full(state), 0, duration, null, List.of());
    }

    static StubStep ofText(String text) {
        return new StubStep(null, 1, null, Objects.requireNonNull(text, "text"), List.of());
    }

    StubStep withEdit(FieldEdit edit) {
        if (text != null) {
            throw new IllegalStateException("body(…) is the whole answer: field(…) and without(…) cannot change it");
        }
        return withEdits(Stream.concat(edits.stream(), Stream.of(edit)).toList());
    }

    StubStep withEditsBefore(List<FieldEdit> earlier) {
        return withEdits(Stream.concat(earlier.stream(), edits.stream()).toList());
    }

    private StubStep withEdits(List<FieldEdit> all) {
        return new StubStep(state, requests, duration, text, all);
    }
}
