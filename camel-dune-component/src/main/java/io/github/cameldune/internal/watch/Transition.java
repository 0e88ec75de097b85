package io.github.cameldune.internal.watch;

import io.github.cameldune.client.ExecutionStatus;

/**
 * The state of an execution differs from the one seen last. Immutable.
 *
 * @param watch the watch as it was before; its correlation headers go with the exchange
 * @param status what Dune sent
 * @param previousState the full name of the state before; null on the first
 */
public record Transition(Watch watch, ExecutionStatus status, String previousState) implements WatchEvent {

    /** Names this transition the same way each time that it is delivered: {@code <execution id>:<state>}. */
    public String eventId() {
        return watch.executionId() + ":" + status.state();
    }

    @Override
    public boolean isLast() {
        return status.isTerminal();
    }

    @Override
    public String stateAfter() {
        return status.state().name();
    }
}
