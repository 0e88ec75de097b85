package io.github.cameldune.internal.submit;

import io.github.cameldune.internal.time.Cancellable;
import io.github.cameldune.internal.time.SafeExecution;
import io.github.cameldune.internal.time.Seconds;
import io.github.cameldune.internal.time.Timer;
import io.github.cameldune.watch.store.WatchStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The submissions that one watch store remembers, for all producers of a Camel context that use it. Within the process one
 * thread at a time makes a submission; across processes the store's compare-and-set decides. Thread-safe.
 */
public final class SubmissionLog implements AutoCloseable {

    /** The name of the list in the store, which no watch list can have. */
    public static final String LIST = "dune:submissions";

    /** Clocks of nodes differ, and a thread may be slow to record. */
    static final Duration MARGIN = Duration.ofSeconds(10);

    private record InFlight(String fingerprint, CompletableFuture<SubmissionResult> result) {}

    private final SubmissionStore store;
    private final InstantSource clock;
    private final Executor pool;
    private final Timer timer;
    private final SubmissionSweep sweep;
    private final Map<String, InFlight> inFlight = new ConcurrentHashMap<>();
    private Cancellable nextSweep = () -> false;
    private boolean started;
    private boolean closed;

    /**
     * A log; nothing is read yet.
     *
     * @param store where records are kept
     * @param clock the time of records
     * @param pool where the store is read in the background
     * @param timer for the next sweep
     */
    public SubmissionLog(WatchStore store, InstantSource clock, Executor pool, Timer timer) {
        this.store = new SubmissionStore(store);
        this.clock = clock;
        this.pool = pool;
        this.timer = timer;
        sweep = new SubmissionSweep(this.store, inFlight::containsKey);
    }

    /** Sweeps the store in the background, now and at intervals. Only the first call does something. */
    public synchronized void start() {
        if (!started) {
            started = true;
            SafeExecution.execute(pool, this::sweep);
        }
    }

    private void sweep() {
        Duration pause = sweep.run(now());
        synchronized (this) {
            if (!closed) {
                nextSweep = schedule(pause);
            }
        }
    }

    private Cancellable schedule(Duration pause) {
        try {
            return timer.schedule(pause, () -> SafeExecution.execute(pool, this::sweep));
        } catch (RuntimeException e) {
            // the Camel context is stopping
            return () -> false;
        }
    }

    Instant now() {
        return clock.instant();
    }

    /** A retention of centuries is meant as for ever. */
    static Instant later(Instant now, Duration retention) {
        return now.plus(Seconds.shorter(retention, Seconds.LONGEST));
    }

    /**
     * Claims a submission for this thread.
     *
     * @param intent of it
     * @return to be closed; null if another thread of this process is making it
     */
    public SubmissionClaim claim(SubmissionIntent intent) {
        InFlight mine = new InFlight(intent.fingerprint(), new CompletableFuture<>());
        return inFlight.putIfAbsent(intent.key(), mine) == null ? new SubmissionClaim(this, store, intent) : null;
    }

    void end(SubmissionIntent intent, SubmissionResult result) {
        inFlight.remove(intent.key()).result().complete(result);
    }

    /**
     * Waits for the thread that is making the submission, no longer than a request lasts.
     *
     * @param intent of it
     * @return null if that thread is done, or did not come to make the request
     * @throws InterruptedException if this thread is interrupted
     */
    public SubmissionResult await(SubmissionIntent intent) throws InterruptedException {
        InFlight other = inFlight.get(intent.key());
        if (other == null) {
            return null;
        }
        if (!other.fingerprint().equals(intent.fingerprint())) {
            return new SubmissionResult(SubmissionResult.Kind.OTHER_SUBMISSION, null, false, null, now(), null);
        }
        Duration most = intent.limit().plus(MARGIN);
        try {
            return other.result().get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            Instant now = now();
            return new SubmissionResult(SubmissionResult.Kind.IN_PROGRESS, null, false, null, now.minus(most), now);
        } catch (ExecutionException e) {
            throw new IllegalStateException("is never completed with an exception", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        nextSweep.cancel();
    }
}
