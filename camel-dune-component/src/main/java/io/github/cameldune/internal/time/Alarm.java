package io.github.cameldune.internal.time;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** At most one arranged run of a task, the earliest that was asked for. Instants are nanoseconds of the owner's clock. Thread-safe. */
public final class Alarm {

    /** No run is needed. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);

    /** A timer may be a little early. Without this, the task would find nothing to do and be arranged again at once. */
    private static final long SHORTEST = 1_000_000;

    private final Timer timer;
    private final Runnable task;
    private long at = NEVER;
    private Cancellable arranged = () -> false;

    /**
     * An alarm that is not set.
     *
     * @param timer runs the task
     * @param task short, does not block
     */
    public Alarm(Timer timer, Runnable task) {
        this.timer = timer;
        this.task = task;
    }

    /**
     * Sees to it that the task runs at an instant or earlier.
     *
     * @param instant {@link #NEVER} changes nothing
     * @param now the present
     */
    public synchronized void setBy(long instant, long now) {
        if (instant >= at) {
            return;
        }
        arranged.cancel();
        at = instant;
        try {
            arranged = timer.schedule(Duration.ofNanos(Math.max(instant - now, SHORTEST)), () -> goOff(instant));
        } catch (RuntimeException e) {
            at = NEVER;
            LOG.debug("The timer takes no more tasks, so nothing is polled any more", e);
        }
    }

    private void goOff(long instant) {
        synchronized (this) {
            if (at != instant) {
                return;
            }
            at = NEVER;
        }
        task.run();
    }
}
