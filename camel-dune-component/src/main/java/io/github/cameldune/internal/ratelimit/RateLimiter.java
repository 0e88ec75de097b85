package io.github.cameldune.internal.ratelimit;

import io.github.cameldune.internal.time.Cancellable;
import io.github.cameldune.internal.time.NanoClock;
import io.github.cameldune.internal.time.OneShotTimer;
import io.github.cameldune.internal.time.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One rate limit of an API key, of reads or of submissions, shared by everything in a Camel context that uses the key.
 *
 * <p>With a limit of R requests a minute, a token bucket of 0.9 R a minute with a burst of 0.1 R smooths the requests, and a
 * sliding window behind it keeps every minute at R or fewer. Without a configured limit there is none until Dune answers
 * 429; see {@link Limit}. A 429 pauses the requests of this limit, a refused key pauses polls; see {@link Pauses}. At most {@code
 * maxConcurrentRequests} are in flight.
 *
 * <p>Producers get permits in the order in which they call. The poll queue gets one whenever something is due. While both want
 * one, they take turns.
 *
 * <p>Thread-safe, and holds no thread. Callbacks run on the thread whose call freed the permit, or on the timer's, and never
 * while a lock is held.
 */
public final class RateLimiter {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimiter.class);

    private final NanoClock clock;
    private final Timer timer;
    private final OneShotTimer nextPass;
    private final AtomicInteger passes = new AtomicInteger();
    private final Object lock = new Object();
    private volatile PollSource polls;

    // guarded by the lock
    private final AdmissionControl admission;
    private final LinkedHashSet<Waiter> waiters = new LinkedHashSet<>();
    private boolean producerWasLast;

    /**
     * Without a limit. Messages name the option that configures it. The source should not be a time that can be set, see
     * {@link io.github.cameldune.internal.time.MonotonicClock}.
     */
    public RateLimiter(String option, InstantSource source, Timer timer) {
        this.admission = new AdmissionControl(option);
        this.clock = new NanoClock(source);
        this.timer = timer;
        this.nextPass = new OneShotTimer(timer, this::grantPermits);
    }

    /**
     * Configures the limit for as long as its owner, such as a started producer, uses the key; 0 requests a minute if it
     * shall be discovered. Of different limits the smallest holds, and a warning says so once; of different bounds of
     * requests in flight, all positive, the largest. The same owner again replaces what it configured.
     */
    public void configure(Object owner, int requestsPerMinute, int maxConcurrent) {
        synchronized (lock) {
            admission.configure(owner, requestsPerMinute, maxConcurrent, clock.now());
        }
        grantPermits();
    }

    /** Forgets what an owner configured, if it did: a smaller limit may rise again. */
    public void release(Object owner) {
        synchronized (lock) {
            admission.release(owner, clock.now());
        }
        grantPermits();
    }

    /** Lets the poll queue of the key take part, the only one. */
    public void setPollSource(PollSource source) {
        synchronized (lock) {
            admission.withPolls();
        }
        polls = source;
    }

    /**
     * Takes a permit, to be settled, if one can be had at once without overtaking callers that wait or a poll whose turn it
     * is.
     */
    public Optional<Permit> tryAcquire() {
        synchronized (lock) {
            // else producers that come often would take every permit before a poll gets its turn
            return waiters.isEmpty() && !(producerWasLast && isPollDue(false))
                    ? Optional.ofNullable(takeForProducer(clock.now()))
                    : Optional.empty();
        }
    }

    /**
     * Waits for a permit without holding a thread. One of the callbacks is called, once, unless the wait is cancelled
     * before: with the permit, to be settled; or after the timeout, which a pause does not shorten, with the time from then
     * on after which a permit would likely be had, positive. It can be called before this method returns.
     */
    public Cancellable acquire(Duration timeout, Consumer<Permit> granted, Consumer<Duration> timedOut) {
        Waiter waiter = new Waiter(granted, timedOut);
        synchronized (lock) {
            waiters.add(waiter);
        }
        // before the deadline begins, which may be now
        grantPermits();
        synchronized (lock) {
            if (waiters.contains(waiter)) {
                startDeadline(waiter, timeout);
            }
        }
        return () -> withdraw(waiter);
    }

    private void startDeadline(Waiter waiter, Duration timeout) {
        try {
            waiter.deadline = timer.schedule(timeout, () -> expire(waiter));
        } catch (RuntimeException e) {
            waiters.remove(waiter);
            throw e;
        }
    }

    private boolean withdraw(Waiter waiter) {
        synchronized (lock) {
            if (!waiters.remove(waiter)) {
                return false;
            }
        }
        waiter.deadline.cancel();
        return true;
    }

    private void expire(Waiter waiter) {
        long likelyWait;
        synchronized (lock) {
            if (!waiters.remove(waiter)) {
                return;
            }
            likelyWait = admission.likelyWait(waiters.size(), clock.now());
        }
        waiter.timedOut.accept(Duration.ofNanos(likelyWait));
    }

    void settle(ObjLongConsumer<AdmissionControl> settlement) {
        synchronized (lock) {
            long now = clock.now();
            settlement.accept(admission, now);
            if (waiters.isEmpty() && !isPollDue(false)) {
                // the usual case, and the fast one
                admission.observe(false, now);
                return;
            }
        }
        grantPermits();
    }

    /**
     * Grants permits as long as there are any and they are wanted. To be called when a poll has become due. One thread at a
     * time grants; concurrent callers only record that another pass is needed. So callbacks never overlap or nest.
     */
    public void grantPermits() {
        if (passes.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        try {
            while (seen > 0) {
                while (grantOne()) {
                    // as long as there is one
                }
                scheduleNextPass();
                seen = passes.addAndGet(-seen);
            }
        } finally {
            if (seen > 0) {
                // an Error came through; without this no permit would ever be granted again
                passes.set(0);
            }
        }
    }

    private boolean grantOne() {
        Waiter waiter = null;
        Permit permit = null;
        boolean whileRefusedOnly;
        synchronized (lock) {
            long now = clock.now();
            boolean pollCanGo = isPollDue(false) && admission.readyForPollsAt(now) <= now;
            whileRefusedOnly = !pollCanGo && isPollDue(true) && admission.isRefused() && admission.readyAt(now) <= now;
            pollCanGo |= whileRefusedOnly;
            if (!waiters.isEmpty() && (!pollCanGo || !producerWasLast)) {
                permit = takeForProducer(now);
                if (permit != null) {
                    waiter = waiters.iterator().next();
                    waiters.remove(waiter);
                }
            } else if (pollCanGo) {
                producerWasLast = false;
                permit = admission.take(true, now, this);
            }
        }
        if (permit == null) {
            return false;
        }
        grant(permit, waiter, whileRefusedOnly);
        return true;
    }

    private void grant(Permit permit, Waiter waiter, boolean whileRefusedOnly) {
        // a receiver that throws must not keep others from their permits, nor keep this one
        try {
            if (waiter == null) {
                polls.granted(permit, whileRefusedOnly);
            } else {
                waiter.deadline.cancel();
                waiter.granted.accept(permit);
            }
        } catch (RuntimeException e) {
            LOG.warn("A permit was granted, and its receiver failed", e);
            permit.unused();
        }
    }

    private boolean isPollDue(boolean whileRefusedOnly) {
        PollSource source = polls;
        return source != null && source.isDue(whileRefusedOnly);
    }

    private Permit takeForProducer(long now) {
        if (admission.readyAt(now) > now) {
            return null;
        }
        producerWasLast = true;
        return admission.take(false, now, this);
    }

    /** Schedules a pass for when the next permit is free, if one is wanted. */
    private void scheduleNextPass() {
        synchronized (lock) {
            long now = clock.now();
            boolean pollDue = isPollDue(false);
            boolean waitsForAny = !waiters.isEmpty() || isPollDue(true) && admission.isRefused();
            long next = waitsForAny ? admission.readyAt(now) : OneShotTimer.NEVER;
            if (pollDue) {
                next = Math.min(next, admission.readyForPollsAt(now));
            }
            admission.observe(!waiters.isEmpty() || pollDue, now);
            nextPass.scheduleBy(next, now);
        }
    }

    /** The present state, all of it at one instant. */
    public RateLimitSnapshot snapshot() {
        synchronized (lock) {
            return admission.snapshot(waiters.size(), clock, clock.now());
        }
    }

    /** A producer that waits for a permit, as long as it is in line. The thread that takes it out calls back. */
    private static final class Waiter {

        private final Consumer<Permit> granted;
        private final Consumer<Duration> timedOut;
        private Cancellable deadline = () -> false;

        private Waiter(Consumer<Permit> granted, Consumer<Duration> timedOut) {
            this.granted = granted;
            this.timedOut = timedOut;
        }
    }
}
