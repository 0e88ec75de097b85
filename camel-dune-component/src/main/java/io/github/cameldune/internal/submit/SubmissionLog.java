package io.github.cameldune.internal.submit;

import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.Submitted;
import io.github.cameldune.internal.time.Cancellable;
import io.github.cameldune.internal.time.Durations;
import io.github.cameldune.internal.time.SafeExecution;
import io.github.cameldune.internal.time.Timer;
import io.github.cameldune.watch.store.WatchStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The submissions that one watch store remembers, for all producers of a Camel context that use it. Within the process, at
 * most one thread works on a token; across processes the store's compare-and-set decides. Thread-safe.
 */
public final class SubmissionLog implements AutoCloseable {

    /** The name of the list in the store, which no watch list can have. */
    public static final String LIST = "dune:submissions";

    /** Clocks of nodes differ, and a thread may be slow to record. */
    static final Duration MARGIN = Duration.ofSeconds(10);

    private final SubmissionStore store;
    private final InstantSource clock;
    private final Executor pool;
    private final Timer timer;
    private final SubmissionSweep sweep;
    private final Map<String, CountDownLatch> inFlight = new ConcurrentHashMap<>();

    // guarded by this
    private Cancellable nextSweep = () -> false;
    private boolean started;
    private boolean closed;
    private boolean isSweepSoon;

    /** A log; nothing is read yet. The pool reads the store in the background, when the timer says so. */
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
            beginSweep();
        }
    }

    private void beginSweep() {
        synchronized (this) {
            isSweepSoon = false;
        }
        if (!SafeExecution.execute(pool, this::sweep)) {
            sweepAfter(SubmissionSweep.AFTER_FAILURE);
        }
    }

    private void sweep() {
        sweepAfter(sweep.run(now()));
    }

    /** Schedules the next sweep, unless one that comes soon is scheduled. */
    private synchronized void sweepAfter(Duration pause) {
        if (!closed && !isSweepSoon) {
            nextSweep = schedule(pause);
        }
    }

    /** Brings the next sweep forward, which may be hours away, since the store did not take a change. */
    private synchronized void sweepSoon() {
        if (started && !closed && !isSweepSoon) {
            isSweepSoon = true;
            nextSweep.cancel();
            nextSweep = schedule(SubmissionSweep.AFTER_FAILURE);
        }
    }

    private Cancellable schedule(Duration pause) {
        try {
            return timer.schedule(pause, this::beginSweep);
        } catch (RuntimeException e) {
            // the Camel context is stopping
            return () -> false;
        }
    }

    Instant now() {
        return clock.instant();
    }

    /** When a record expires; a retention of centuries is meant as for ever. */
    static Instant expiry(Instant now, Duration retention) {
        return now.plus(Durations.shorter(retention, Durations.LONGEST));
    }

    /**
     * Says what is known of a submission, without a request; null if it was not made yet, or is being made. The outcome is
     * made from what is known, and from a callback to run once the execution is on a watch list, which records that.
     */
    public <T> T known(SubmissionIntent intent, BiFunction<SubmissionResult, Runnable, T> outcome) {
        SubmissionClaim mine = claim(intent);
        if (mine == null) {
            return null;
        }
        try (SubmissionClaim claim = mine) {
            SubmissionResult known = claim.known();
            return known == null ? null : outcome.apply(known, claim::watched);
        }
    }

    /**
     * Makes a submission, unless it was made before: calls the request once at most. The intent is stored before, and what
     * came of it after. The outcome is as of {@link #known}. Null if another thread of this process is at it. Throws if the
     * store cannot take the intent, and then nothing was started.
     */
    public <T> T submit(
            SubmissionIntent intent,
            Supplier<Answer<Submitted>> request,
            BiFunction<SubmissionResult, Runnable, T> outcome) {
        SubmissionClaim mine = claim(intent);
        if (mine == null) {
            return null;
        }
        try (SubmissionClaim claim = mine) {
            SubmissionResult known = claim.begin();
            return outcome.apply(known == null ? claim.end(request.get()) : known, claim::watched);
        }
    }

    /**
     * Waits until no other thread of this process is at a submission, and returns null; says that it is in progress if that
     * takes longer than a request may.
     */
    public SubmissionResult await(SubmissionIntent intent) throws InterruptedException {
        CountDownLatch other = inFlight.get(intent.key());
        Duration most = intent.limit().plus(MARGIN);
        return other == null || other.await(most.toMillis(), TimeUnit.MILLISECONDS)
                ? null
                : SubmissionResult.inProgress(now().minus(most), now());
    }

    /** Null if another thread has it. */
    private SubmissionClaim claim(SubmissionIntent intent) {
        return inFlight.putIfAbsent(intent.key(), new CountDownLatch(1)) == null
                ? new SubmissionClaim(this, store, intent)
                : null;
    }

    void end(SubmissionIntent intent) {
        inFlight.remove(intent.key()).countDown();
        if (store.hasUnwritten()) {
            sweepSoon();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        nextSweep.cancel();
    }
}
