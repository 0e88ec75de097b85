package io.github.cameldune.watch;

import io.github.cameldune.WatchStoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads the watch list on a thread of its own, one reading at a time: a store that does not answer must not hold up the
 * ticks, and with them asking. One that takes too long is a failure like any other until it answers. Thread-safe.
 */
final class ListReading {

    /** Beyond the interval: within that, what other nodes add is to be seen. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final WatchListView view;
    private final Executor pool;
    private final Duration interval;
    private final InstantSource clock;
    private final Condition condition;
    private final Runnable afterwards;
    private final AtomicReference<Instant> underWaySince = new AtomicReference<>();

    ListReading(
            WatchListView view,
            Executor pool,
            Duration interval,
            InstantSource clock,
            Condition condition,
            Runnable afterwards) {
        this.view = view;
        this.pool = pool;
        this.interval = interval;
        this.clock = clock;
        this.condition = condition;
        this.afterwards = afterwards;
    }

    /** Begins a reading when it is time to; called by one thread at a time. */
    void tick() {
        Instant now = clock.instant();
        Instant since = underWaySince.get();
        if (since != null) {
            if (now.isAfter(since.plus(interval).plus(PATIENCE))) {
                condition.storeNotRead(unanswered(Duration.between(since, now)));
            }
        } else if (view.isReadingDue(now, interval)) {
            begin(now);
        }
    }

    private void begin(Instant now) {
        underWaySince.set(now);
        try {
            pool.execute(this::read);
        } catch (RejectedExecutionException e) {
            // the pool is being shut down, and nothing is watched any more
            underWaySince.set(null);
        }
    }

    private void read() {
        try {
            view.read();
            condition.storeRead();
        } catch (WatchStoreException e) {
            condition.storeNotRead(e);
        } catch (RuntimeException e) {
            condition.storeNotRead(new WatchStoreException(
                    "The watch list could not be read: the store threw "
                            + e.getClass().getName(),
                    e));
        } finally {
            underWaySince.set(null);
        }
        afterwards.run();
    }

    private static WatchStoreException unanswered(Duration time) {
        return new WatchStoreException(
                "The watch store has not answered for " + time.toSeconds()
                        + " s. Executions that are known are asked about all the same; others are not seen until it answers."
                        + " Check the load and the locks of what is behind it, and the network",
                null);
    }
}
