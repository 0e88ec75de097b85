package io.github.cameldune.internal.schedule;

import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.client.UnreadableStatusException;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.Verdict;
import java.io.IOException;
import java.time.Duration;

/** Answers to status requests, one for each verdict. */
public final class Answers {

    public static final Answer<ExecutionStatus> UNKNOWN = refused(Verdict.UNKNOWN_EXECUTION, 404, null);
    public static final Answer<ExecutionStatus> MISDIRECTED = refused(Verdict.MISDIRECTED, 404, null);
    public static final Answer<ExecutionStatus> UNREADABLE =
            new Answer<>(Verdict.UNREADABLE, null, 200, null, null, "it is not JSON", "<html>", null);
    public static final Answer<ExecutionStatus> KEY_REFUSED = refused(Verdict.KEY_REFUSED, 401, null);
    public static final Answer<ExecutionStatus> BILLING_LIMIT = refused(Verdict.BILLING_LIMIT, 402, null);
    public static final Answer<ExecutionStatus> BROKEN = refused(Verdict.FAILED, 500, null);
    public static final Answer<ExecutionStatus> TIMED_OUT = Answer.failed(new IOException("timed out"));

    private Answers() {}

    /** A status with a state and nothing else. */
    public static Answer<ExecutionStatus> state(String name) {
        return Answer.ok(status(name), 200, null);
    }

    /** A 429. */
    public static Answer<ExecutionStatus> limited(Duration retryAfter) {
        return refused(Verdict.RATE_LIMITED, 429, retryAfter);
    }

    /** An answer that is no 2xx. */
    public static Answer<ExecutionStatus> refused(Verdict verdict, int code, Duration retryAfter) {
        return new Answer<>(verdict, null, code, retryAfter, null, null, "", null);
    }

    /** The status with a state and nothing else. */
    public static ExecutionStatus status(String name) {
        return parse("{\"state\":\"QUERY_STATE_" + name + "\"}");
    }

    /** The status of a JSON text that is one. */
    public static ExecutionStatus parse(String json) {
        try {
            return ExecutionStatus.parse(json);
        } catch (UnreadableStatusException e) {
            throw new AssertionError(e);
        }
    }
}
