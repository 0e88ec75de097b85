package io.github.cameldune.internal.watch;

import io.github.cameldune.internal.client.Answer;
import java.time.Duration;

/**
 * A watch ends although its execution was not seen to end. Immutable.
 *
 * @param watch with the last state that was seen
 * @param unknownExecution whether Dune does not know the execution; else {@code watchTimeout} is over
 * @param lastError the last answer, if it was no status, else null; never null if {@code unknownExecution}
 * @param after how long the execution was watched
 */
public record Expiry(Watch watch, boolean unknownExecution, Answer<?> lastError, Duration after) implements WatchEvent {

    @Override
    public boolean isLast() {
        return true;
    }

    @Override
    public String stateAfter() {
        return watch.lastState();
    }
}
