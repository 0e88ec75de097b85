package io.github.cameldune.stub;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the service would answer to one request.
 *
 * @param executionId the execution that was asked for
 * @param execution   the execution, empty when it is unknown
 * @param now         when the request arrived
 */
record Truth(String executionId, Optional<StubExecution> execution, Instant now) {

    /** To be given to the client: it moves the execution on. */
    Reply show() {
        return answer(known -> known.show(now));
    }

    /** To be hidden from the client, in whole or in part: the execution stays where it is. */
    Reply peek() {
        return answer(known -> known.peek(now));
    }

    private Reply answer(Function<StubExecution, Reply> known) {
        return execution.map(known).orElseGet(this::unknown);
    }

    private Reply unknown() {
        return Ulid.isOne(executionId)
                ? Reply.error(404, "Object not found")
                : Reply.error(400, "The requested execution ID (ID: " + executionId + ") is invalid.");
    }
}
