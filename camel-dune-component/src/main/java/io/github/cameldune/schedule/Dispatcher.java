package io.github.cameldune.schedule;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out the permits of a {@link RequestBudget} to those who want them, as soon as there are any. Thread-safe.
 *
 * <p>One thread at a time hands out; one that comes meanwhile leaves word and goes, and the first looks again. So calls
 * of the lanes never overlap or nest, and no lock is held while they run.
 */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(RequestBudget.class);
    /** When to look again at what tokens are kept from: its urgency grows meanwhile, and so do the tokens. */
    private static final long SOON = 200_000_000L;

    private final BudgetClock clock;
    private final Alarm alarm;
    private final Timer timer;
    private final Lanes lanes = new Lanes();
    private final AtomicInteger calls = new AtomicInteger();

    private final Object lock = new Object();
    // guarded by the lock
    private final Allowance allowance = new Allowance();
    private final LinkedHashSet<Waiter> waiters = new LinkedHashSet<>();
    private boolean producerWasLast;

    /** Whether lanes have something due, and tokens are kept from them. Only of the thread that hands out. */
    private boolean keeping;

    Dispatcher(InstantSource source, Timer timer) {
        this.clock = new BudgetClock(source);
        this.timer = timer;
        this.alarm = new Alarm(timer, this::run);
    }

    BudgetClock clock() {
        return clock;
    }

    Lanes lanes() {
        return lanes;
    }

    void limit(int requestsPerMinute) {
        synchronized (lock) {
            allowance.limit(requestsPerMinute, clock.now());
        }
    }

    /** Reads the allowance under the lock, given the present. */
    <R> R locked(Call<R> call) {
        synchronized (lock) {
            return call.apply(allowance, clock.now());
        }
    }

    BudgetFigures figures() {
        synchronized (lock) {
            return allowance.figures(clock.now(), waiters.size());
        }
    }

    /** A permit at once, or null: also while others wait. */
    Permit take() {
        synchronized (lock) {
            if (!waiters.isEmpty()) {
                return null;
            }
            return takeForProducer(clock.now());
        }
    }

    void enqueue(Waiter waiter, Duration timeout) {
        synchronized (lock) {
            waiters.add(waiter);
        }
        run();
        if (!waiter.isFinished()) {
            try {
                waiter.deadline(timer.schedule(timeout, () -> expire(waiter)));
            } catch (RuntimeException e) {
                withdraw(waiter);
                throw e;
            }
        }
    }

    /** Calls a wait off. False if it had ended. */
    boolean withdraw(Waiter waiter) {
        synchronized (lock) {
            waiters.remove(waiter);
        }
        return waiter.finish();
    }

    private void expire(Waiter waiter) {
        long likelyWait;
        synchronized (lock) {
            waiters.remove(waiter);
            likelyWait = allowance.likelyWait(waiters.size(), clock.now());
        }
        if (waiter.finish()) {
            waiter.timedOut(Duration.ofNanos(likelyWait));
        }
    }

    private void settle(Permit.Settlement settlement) {
        synchronized (lock) {
            settlement.apply(allowance, clock.now());
        }
        run();
    }

    /** Hands out what there is to hand out, and sees to it that it is called again when there will be more. */
    void run() {
        if (calls.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        try {
            while (seen > 0) {
                handOut();
                seen = calls.addAndGet(-seen);
            }
        } finally {
            if (seen > 0) {
                // an Error came through; without this nobody would ever hand out again
                calls.set(0);
            }
        }
    }

    private void handOut() {
        boolean more = true;
        while (more) {
            more = grantOne(question());
        }
        arm();
    }

    /** What a lane may ask at present; null if nothing, or if tokens are better kept. */
    private Lanes.Question question() {
        keeping = false;
        boolean ready = locked((all, now) -> all.readyForLanesAt(now) <= now);
        if (!ready) {
            return null;
        }
        boolean due = lanes.mostUrgent(clock.present(), false) != null;
        boolean early = locked((all, now) -> all.isOpenToEarly(due, now));
        Lanes.Question question = due || early ? lanes.mostUrgent(clock.present(), early) : null;
        boolean kept = question != null && locked((all, now) -> all.keepsFor(question.urgency(), now));
        keeping = due && kept;
        return kept ? null : question;
    }

    /** Grants one permit to whose turn it is. False if there is none, or nobody for it. */
    private boolean grantOne(Lanes.Question question) {
        Waiter waiter = null;
        Permit permit;
        synchronized (lock) {
            long now = clock.now();
            if (!waiters.isEmpty() && (question == null || !producerWasLast)) {
                permit = takeForProducer(now);
                if (permit != null) {
                    waiter = waiters.iterator().next();
                    waiters.remove(waiter);
                }
            } else {
                permit = question == null ? null : takeForLane(question, now);
            }
        }
        if (permit == null) {
            return false;
        }
        if (waiter == null) {
            deliver(permit, granted -> question.lane().granted(granted, question.early()));
        } else if (waiter.finish()) {
            deliver(permit, waiter::granted);
        } else {
            permit.unused();
        }
        return true;
    }

    /** A receiver that throws must not keep others from their permits, nor take this one along. */
    private static void deliver(Permit permit, Consumer<Permit> receiver) {
        try {
            receiver.accept(permit);
        } catch (RuntimeException e) {
            LOG.warn("A permit was granted, and its receiver failed", e);
            permit.unused();
        }
    }

    /**
     * Sets the alarm to when the next permit is free for somebody who wants it. What is not due wants none: no alarm is set
     * for it, and that it is not asked is no shortage.
     */
    private void arm() {
        long readyAt = locked(Allowance::readyAt);
        if (alarm.isSetBy(readyAt)) {
            return;
        }
        boolean lanesWant = lanes.mostUrgent(clock.present(), false) != null;
        long now;
        long next;
        synchronized (lock) {
            now = clock.now();
            long producersAt = waiters.isEmpty() ? Alarm.NEVER : allowance.readyAt(now);
            long lanesAt =
                    lanesWant ? Math.max(allowance.readyForLanesAt(now), keeping ? now + SOON : now) : Alarm.NEVER;
            next = Math.min(producersAt, lanesAt);
            allowance.observe(!waiters.isEmpty() || lanesWant, keeping, now);
        }
        alarm.set(next, now);
    }

    /** A call under the lock. */
    @FunctionalInterface
    interface Call<R> {
        R apply(Allowance allowance, long now);
    }

    private Permit takeForProducer(long now) {
        if (allowance.readyAt(now) > now) {
            return null;
        }
        producerWasLast = true;
        return allowance.take(now, this::settle);
    }

    private Permit takeForLane(Lanes.Question question, long now) {
        if (allowance.readyForLanesAt(now) > now) {
            return null;
        }
        producerWasLast = false;
        return allowance.takeForLane(question.urgency(), now, this::settle);
    }
}
