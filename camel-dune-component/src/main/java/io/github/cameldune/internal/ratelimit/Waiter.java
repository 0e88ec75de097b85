package io.github.cameldune.internal.ratelimit;

import io.github.cameldune.internal.time.Cancellable;
import java.time.Duration;
import java.util.function.Consumer;

/** A producer that waits for a permit, until it is granted one, times out or is cancelled: the first of these counts. Thread-safe. */
final class Waiter {

    private final Consumer<Permit> granted;
    private final Consumer<Duration> timedOut;
    private boolean finished;
    private Cancellable deadline;

    Waiter(Consumer<Permit> granted, Consumer<Duration> timedOut) {
        this.granted = granted;
        this.timedOut = timedOut;
    }

    /** Ends the wait. True for the first call only, whose caller may then call back. */
    boolean finish() {
        Cancellable needless;
        synchronized (this) {
            if (finished) {
                return false;
            }
            finished = true;
            needless = deadline;
        }
        if (needless != null) {
            needless.cancel();
        }
        return true;
    }

    synchronized boolean isFinished() {
        return finished;
    }

    /** Takes over the timer's task for the deadline, which is cancelled if the wait ended meanwhile. */
    void deadline(Cancellable arranged) {
        boolean needless;
        synchronized (this) {
            deadline = arranged;
            needless = finished;
        }
        if (needless) {
            arranged.cancel();
        }
    }

    void granted(Permit permit) {
        granted.accept(permit);
    }

    void timedOut(Duration likelyWait) {
        timedOut.accept(likelyWait);
    }
}
