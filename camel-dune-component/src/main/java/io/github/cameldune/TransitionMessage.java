package io.github.cameldune;

import io.github.cameldune.watch.Transition;
import io.github.cameldune.watch.WatchEnd;
import org.apache.camel.Message;

/** What the exchanges of a consumer carry. */
final class TransitionMessage {

    private TransitionMessage() {}

    /** A transition: the correlation headers, the status, and what tells this transition from others. */
    static void write(Message message, Transition transition) {
        transition.watch().correlation().forEach(message::setHeader);
        StatusHeaders.write(message, transition.watch().executionId(), transition.status());
        if (transition.previousState() != null) {
            message.setHeader(DuneConstants.PREVIOUS_STATE, transition.previousState());
        }
        message.setHeader(DuneConstants.EVENT_ID, transition.eventId());
    }

    /** A watch that ended without a terminal state: the correlation headers, the execution and its last state. */
    static void writeEnd(Message message, WatchEnd end) {
        end.watch().correlation().forEach(message::setHeader);
        message.setHeader(DuneConstants.EXECUTION_ID, end.watch().executionId().value());
        if (end.watch().lastState() != null) {
            message.setHeader(DuneConstants.STATE, end.watch().lastState());
        }
    }
}
