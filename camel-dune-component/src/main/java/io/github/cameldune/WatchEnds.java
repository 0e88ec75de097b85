package io.github.cameldune;

import io.github.cameldune.watch.Watch;
import io.github.cameldune.watch.WatchEnd;
import java.time.Duration;

/** Which exception tells that a watch, or waiting for an execution, is over without a terminal state. */
final class WatchEnds {

    private WatchEnds() {}

    static Exception exception(WatchEnd end) {
        if (end.unknown() != null) {
            return unknown(end.watch(), DuneErrors.refused(end.watch().executionId(), end.unknown()));
        }
        return timeout(
                "watchTimeout", end.watch().executionId().value(), end.watch().lastState(), end.after());
    }

    /** What Dune answered is the cause, which {@code onException} matches as well. */
    private static DuneWatchTimeoutException unknown(Watch watch, DuneApiException answer) {
        return new DuneWatchTimeoutException(
                "Execution " + watch.executionId() + " is not watched any more, since Dune does not know it. "
                        + answer.getMessage(),
                watch.executionId().value(),
                watch.lastState(),
                answer);
    }

    static DuneWatchTimeoutException timeout(String option, String id, String lastState, Duration after) {
        return new DuneWatchTimeoutException(
                "Execution " + id + " was not seen to end within " + option + " (" + text(after) + "), its last"
                        + " state was " + (lastState == null ? "never seen" : lastState)
                        + ". Dune ends executions after 30 minutes: look at it there, or raise " + option,
                id,
                lastState,
                null);
    }

    private static String text(Duration time) {
        return time.compareTo(Duration.ofSeconds(10)) < 0 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }
}
