package io.github.cameldune.internal.time;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** At most one scheduled run of a task, at the earliest instant that was asked for. Instants are nanoseconds of the owner's clock. Thread-safe. */
public final class OneShotTimer {

    /** No run is needed. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(OneShotTimer.class);

    /** A timer may be a little early. Without this, the task would find nothing to do and be scheduled again at once. */
    private static final long SHORTEST = 1_000_000;

    private final Timer timer;
    private final Runnable task;
    private long at = NEVER;
    private Cancellable scheduled = () -> false;

    /** Nothing is scheduled yet. The task is short, and does not block. */
    public OneShotTimer(Timer timer, Runnable task) {
        this.timer = timer;
        this.task = task;
    }

    /** Makes the task run at an instant or earlier; {@link #NEVER} changes nothing. */
    public synchronized void scheduleBy(long instant, long now) {
        if (instant >= at) {
            return;
        }
        scheduled.cancel();
        at = instant;
        try {
            scheduled = timer.schedule(Duration.ofNanos(Math.max(instant - now, SHORTEST)), () -> run(instant));
        } catch (RuntimeException e) {
            at = NEVER;
            LOG.debug("The timer was shut down; the task does not run again", e);
        }
    }

    private void run(long instant) {
        synchronized (this) {
            if (at != instant) {
                return;
            }
            at = NEVER;
        }
        task.run();
    }
}
