package io.github.cameldune.stub;

import java.time.Instant;
import java.util.Objects;

/**
 * What the service would answer to one request.
 *
 * @param id      the execution or the query that the request names; empty for SQL
 * @param now     when the request arrived
 * @param service makes the answer
 */
record Truth(String id, Instant now, Service service) {

    /** Makes the answer of one request. */
    interface Service {

        /**
         * The answer.
         *
         * @param takesEffect whether the request does what it asks for: starts or cancels an execution, or uses up one
         *                    request of a state. If not, the answer only looks as if it did
         */
        Reply answer(boolean takesEffect);
    }

    static Truth always(String id, Instant now, Reply reply) {
        return new Truth(id, now, takesEffect -> reply);
    }

    /** To be given to the client: the request takes effect. */
    Reply show() {
        return service.answer(true);
    }

    /** To be hidden from the client, in whole or in part: the request takes no effect. */
    Reply peek() {
        return service.answer(false);
    }

    /** The request takes effect now, whatever the client gets of it. */
    Truth afterEffect() {
        Reply reply = Objects.requireNonNull(show());
        return always(id, now, reply);
    }
}
