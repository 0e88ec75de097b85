package io.github.cameldune.watch;

import io.github.cameldune.client.Answer;
import java.time.Duration;

/**
 * A watch is over although its execution was not seen to end.
 *
 * @param watch the watch, with the last state that was found
 * @param unknown Dune's answer, when it does not know the execution; null when the watch timed out
 * @param after how long the execution was watched
 */
public record WatchEnd(Watch watch, Answer.Refused unknown, Duration after) implements Notice {

    @Override
    public boolean isLast() {
        return true;
    }

    @Override
    public String stateAfter() {
        return watch.lastState();
    }
}
