package io.github.cameldune.watch;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.schedule.ErrorBackoff;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what was found, at least once and in order for each execution: a notice is recorded in the store only after the
 * sink took it, and the next of the same execution waits for that. A notice that was told but could not be recorded is
 * not told again, unless the process dies meanwhile. Thread-safe.
 */
final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final WatchList list;
    private final StateSelection selection;
    private final WatchSink sink;
    private final Executor pool;
    private final InstantSource clock;
    private final ErrorBackoff backoff;
    private final Consumer<ActiveWatch> over;
    private final Condition condition;
    private final Set<ActiveWatch> waiting = ConcurrentHashMap.newKeySet();

    /** Whose exchange is under way: when an execution was removed and added again, it may be that of the watch before. */
    private final Map<ExecutionId, ActiveWatch> underWay = new ConcurrentHashMap<>();

    private final AtomicInteger emitted = new AtomicInteger();
    private volatile boolean open;

    Deliveries(
            WatchList list,
            StateSelection selection,
            WatchSink sink,
            Executor pool,
            InstantSource clock,
            ErrorBackoff backoff,
            Consumer<ActiveWatch> over,
            Condition condition) {
        this.list = list;
        this.selection = selection;
        this.sink = sink;
        this.pool = pool;
        this.clock = clock;
        this.backoff = backoff;
        this.over = over;
        this.condition = condition;
    }

    void open() {
        open = true;
        retryWaiting();
    }

    /** Begins no other delivery; those under way end as they would. */
    void close() {
        open = false;
    }

    /** Tries again what failed and whose time has come. */
    void retryWaiting() {
        waiting.forEach(this::deliver);
        if (waiting.isEmpty()) {
            condition.nothingToWrite();
        }
    }

    /** How many exchanges were emitted since this was asked last. */
    int takeEmitted() {
        return emitted.getAndSet(0);
    }

    /** Delivers what is pending for a watch, unless it is being delivered or has to wait. */
    void deliver(ActiveWatch watch) {
        waiting.add(watch);
        if (!open || !claim(watch)) {
            if (!watch.hasPending()) {
                waiting.remove(watch);
            }
            return;
        }
        try {
            pool.execute(() -> run(watch));
        } catch (RejectedExecutionException e) {
            // the pool is being shut down: what is pending was not recorded, so the next start finds it again
            release(watch);
        }
    }

    private boolean claim(ActiveWatch watch) {
        if (!watch.claim(clock.instant())) {
            return false;
        }
        if (underWay.putIfAbsent(watch.id(), watch) != null) {
            watch.release();
            return false;
        }
        return true;
    }

    private void release(ActiveWatch watch) {
        underWay.remove(watch.id(), watch);
        watch.release();
    }

    private void run(ActiveWatch watch) {
        Notice notice = watch.first();
        if (!open || notice == null) {
            release(watch);
            return;
        }
        try {
            if (!watch.isTold()) {
                if (!tell(notice)) {
                    retryLater(watch);
                    return;
                }
                watch.told();
            }
            record(watch, notice);
            condition.storeWritten();
        } catch (WatchStoreException e) {
            condition.storeNotWritten(e);
            retryLater(watch);
            return;
        } catch (RuntimeException | Error e) {
            // whatever it was, the claim must not be lost with it, or nothing of this execution is ever told again
            LOG.error("Delivering of execution {} failed unexpectedly; it will be tried again", watch.id(), e);
            retryLater(watch);
            return;
        }
        waiting.remove(watch);
        underWay.remove(watch.id(), watch);
        if (watch.recorded()) {
            deliver(watch);
        } else if (notice.isLast()) {
            over.accept(watch);
        }
    }

    private void retryLater(ActiveWatch watch) {
        underWay.remove(watch.id(), watch);
        watch.retryAt(clock.instant().plus(backoff.after(watch.retry())));
    }

    private boolean tell(Notice notice) {
        if (notice instanceof WatchEnd end) {
            list.counts().givenUp();
            sink.ended(end);
            return true;
        }
        Transition transition = (Transition) notice;
        if (!selection.selects(transition.status())) {
            return true;
        }
        emitted.incrementAndGet();
        list.counts().emitted();
        boolean taken = sink.deliver(transition);
        if (!taken) {
            list.counts().notTaken();
        }
        return taken;
    }

    private void record(ActiveWatch watch, Notice notice) {
        while (!watch.isGone()) {
            StoredWatch expected = watch.stored();
            if (recorded(watch, expected, notice)) {
                return;
            }
            StoredWatch actual = list.get(watch.id());
            if (actual == null || !actual.isOfSameWatch(expected)) {
                // removed meanwhile, by dune:unwatch here or on another node; if it was added again, that is another
                // watch
                watch.drop();
                over.accept(watch);
                return;
            }
            watch.stored(actual);
        }
    }

    private boolean recorded(ActiveWatch watch, StoredWatch expected, Notice notice) {
        if (notice.isLast() && !watch.isKept()) {
            return list.remove(expected);
        }
        Watch before = expected.watch();
        StoredWatch next = StoredWatch.of(
                notice.isLast() ? before.over(notice.stateAfter()) : before.delivered(notice.stateAfter()));
        if (!list.replace(expected, next)) {
            return false;
        }
        watch.stored(next);
        return true;
    }
}
