package io.github.cameldune.schedule;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * At most one task that is arranged with the timer, and when it will run. {@link #set} is called by one thread at a time;
 * the task may run on another. Instants are nanoseconds of the budget's clock.
 */
final class Alarm {

    static final long NEVER = Long.MAX_VALUE;
    private static final Logger LOG = LoggerFactory.getLogger(RequestBudget.class);

    /** A timer may be a little early. Without this, what it runs would find nothing to do and come again at once. */
    private static final long SHORTEST = 1_000_000;

    private final Timer timer;
    private final Runnable task;
    private volatile long at = NEVER;
    private Cancellable arranged = () -> false;

    Alarm(Timer timer, Runnable task) {
        this.timer = timer;
        this.task = task;
    }

    /** Whether it goes off at that instant or before. */
    boolean isSetBy(long instant) {
        return at != NEVER && at <= instant;
    }

    /** Sets it to that instant and no other; to none, if the instant is {@link #NEVER}. */
    void set(long instant, long now) {
        if (instant == at) {
            return;
        }
        arranged.cancel();
        at = instant;
        if (instant != NEVER) {
            try {
                arranged = timer.schedule(Duration.ofNanos(Math.max(instant - now, SHORTEST)), this::goOff);
            } catch (RuntimeException e) {
                at = NEVER;
                LOG.debug("The timer takes no more tasks, so nothing is asked any more", e);
            }
        }
    }

    private void goOff() {
        at = NEVER;
        task.run();
    }
}
