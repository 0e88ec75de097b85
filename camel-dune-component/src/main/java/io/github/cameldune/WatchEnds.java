package io.github.cameldune;

import io.github.cameldune.watch.WatchEnd;
import java.time.Duration;

/** Which exception tells that a watch, or waiting for an execution, is over without a terminal state. */
final class WatchEnds {

    private WatchEnds() {}

    static Exception exception(WatchEnd end) {
        if (end.unknown() != null) {
            return DuneErrors.refused(end.watch().executionId(), end.unknown());
        }
        return timeout(
                "watchTimeout", end.watch().executionId().value(), end.watch().lastState(), end.after());
    }

    static DuneWatchTimeoutException timeout(String option, String id, String lastState, Duration after) {
        return new DuneWatchTimeoutException(
                "Execution " + id + " was not seen to end within " + option + " (" + after.toSeconds() + " s), its last"
                        + " state was " + (lastState == null ? "never seen" : lastState)
                        + ". Dune ends executions after 30 minutes: look at it there, or raise " + option,
                id,
                lastState);
    }
}
