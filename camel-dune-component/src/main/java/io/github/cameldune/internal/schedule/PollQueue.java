package io.github.cameldune.internal.schedule;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.StatusClient;
import io.github.cameldune.internal.ratelimit.Permit;
import io.github.cameldune.internal.ratelimit.PollSource;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.schedule.learning.DurationLearning;
import io.github.cameldune.internal.schedule.learning.Priority;
import io.github.cameldune.internal.time.NanoClock;
import io.github.cameldune.internal.time.OneShotTimer;
import io.github.cameldune.internal.time.SafeExecution;
import io.github.cameldune.internal.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is polled with one API key, and when. Executions wait until they are due; due ones are polled whenever the rate limiter
 * grants a permit, the one with the highest priority first. What is polled is chosen when the permit is there, not when it
 * became due. Listeners of the same execution share its polls. Thread-safe.
 */
public final class PollQueue implements PollSource {

    private static final Logger LOG = LoggerFactory.getLogger(PollQueue.class);

    /** After something unforeseen: a listener that fails, or a pool that takes no work. */
    private static final NextPoll AFTER_A_FAULT = new NextPoll(Duration.ofSeconds(10), Priority.OF_UNKNOWN);

    /** What is polled: listeners of equal targets share polls. */
    record Target(StatusClient client, ExecutionId id) {}

    private final RateLimiter limiter;
    private final Executor pool;
    private final DurationLearning learning;
    private final InstantSource instants;
    private final NanoClock clock;
    private final OneShotTimer nextDue;
    private final ServerClock serverClock = new ServerClock();

    // guarded by this
    private final Map<Target, PolledExecution> executions = new HashMap<>();
    private final PollOrder order = new PollOrder();
    private long sequence;

    /** Requests are made on the pool, which they block; a route never runs there. */
    public PollQueue(
            RateLimiter limiter, Executor pool, Timer timer, DurationLearning learning, InstantSource instants) {
        this.limiter = limiter;
        this.learning = learning;
        this.pool = pool;
        this.instants = instants;
        this.clock = new NanoClock(instants);
        this.nextDue = new OneShotTimer(timer, this::makeDue);
        limiter.setPollSource(this);
    }

    /**
     * Polls an execution for a listener, until the listener returns null or the subscription is cancelled. The same client
     * and id share polls. The age counts from the registration if neither the id nor a status tells when the execution was
     * submitted.
     */
    public PollSubscription subscribe(
            StatusClient client, ExecutionId id, Instant registeredAt, PollListener listener) {
        PollSubscription added;
        synchronized (this) {
            PolledExecution execution = executions.computeIfAbsent(
                    new Target(client, id),
                    target -> new PolledExecution(this, target, sequence++, serverClock.serverTime(registeredAt)));
            added = new PollSubscription(this, execution, listener);
            execution.subscriptions.add(added);
            plan(added, listener.first(execution));
            if (execution.phase != PolledExecution.Phase.IN_FLIGHT) {
                put(execution, execution.earliest());
            }
        }
        limiter.grantPermits();
        return added;
    }

    private void plan(PollSubscription subscription, NextPoll next) {
        subscription.next = next;
        Instant from = subscription.execution().lastPolled().orElseGet(this::now);
        subscription.dueAt = clock.nanos(from.plus(next.interval()));
    }

    private void put(PolledExecution execution, long dueAt) {
        long now = clock.now();
        order.put(execution, dueAt, now);
        nextDue.scheduleBy(order.nextDue(), now);
    }

    void pollNow(PolledExecution execution) {
        synchronized (this) {
            if (execution.phase == PolledExecution.Phase.IN_FLIGHT) {
                execution.pollAgain = true;
            } else if (execution.phase == PolledExecution.Phase.WAITING) {
                long now = clock.now();
                // of each listener, so that another one that comes does not let it wait again
                execution.subscriptions.forEach(each -> each.dueAt = now);
                put(execution, now);
            }
        }
        limiter.grantPermits();
    }

    synchronized boolean unsubscribe(PollSubscription subscription) {
        PolledExecution execution = subscription.execution();
        boolean removed = execution.subscriptions.remove(subscription);
        if (execution.subscriptions.isEmpty() && execution.phase != PolledExecution.Phase.IN_FLIGHT) {
            order.take(execution);
            executions.remove(execution.target(), execution);
        }
        return removed;
    }

    private void makeDue() {
        synchronized (this) {
            long now = clock.now();
            order.makeDue(now);
            nextDue.scheduleBy(order.nextDue(), now);
        }
        limiter.grantPermits();
    }

    @Override
    public boolean isDue(boolean whileRefusedOnly) {
        return order.isAnyDue(whileRefusedOnly);
    }

    @Override
    public void granted(Permit permit, boolean whileRefusedOnly) {
        PolledExecution execution;
        synchronized (this) {
            Instant now = now();
            Instant server = serverClock.serverTime(now);
            execution = order.first(whileRefusedOnly, now.toEpochMilli(), server.toEpochMilli());
            if (execution != null) {
                order.take(execution);
                execution.phase = PolledExecution.Phase.IN_FLIGHT;
                execution.polled(now);
            }
        }
        if (execution == null) {
            permit.unused();
        } else if (!SafeExecution.execute(pool, () -> poll(execution, permit))) {
            permit.unused();
            reschedule(execution, AFTER_A_FAULT);
        }
    }

    private void poll(PolledExecution execution, Permit permit) {
        try {
            Answer<ExecutionStatus> answer = execution.target().client().status(execution.id());
            permit.answered(answer, execution.id().value());
            serverClock.answered(answer.date(), now());
            if (answer.isOk() && answer.value().isTerminal()) {
                learn(execution, answer.value());
            }
            answered(execution, answer);
        } catch (RuntimeException | Error e) {
            LOG.error("Polling execution {} failed unexpectedly; it will be polled again", execution.id(), e);
            reschedule(execution, AFTER_A_FAULT);
        } finally {
            permit.failed();
        }
    }

    /** By Dune's own timestamps: the local clock may be wrong, and the end may have been seen late. */
    private void learn(PolledExecution execution, ExecutionStatus status) {
        if (status.queryId() != null) {
            Instant submitted = status.submitted().orElseGet(execution::submittedAt);
            status.ended()
                    .ifPresent(ended ->
                            learning.ended(status.queryId(), execution.id(), Duration.between(submitted, ended)));
        }
    }

    private void answered(PolledExecution execution, Answer<ExecutionStatus> answer) {
        List<PollSubscription> listeners;
        synchronized (this) {
            execution.answered(answer);
            listeners = List.copyOf(execution.subscriptions);
        }
        for (PollSubscription subscription : listeners) {
            NextPoll next = next(subscription, answer);
            synchronized (this) {
                if (next == null) {
                    execution.subscriptions.remove(subscription);
                } else {
                    plan(subscription, next);
                }
            }
        }
        reschedule(execution, null);
    }

    private static NextPoll next(PollSubscription subscription, Answer<ExecutionStatus> answer) {
        try {
            return subscription.listener().answered(subscription.execution(), answer);
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "An answer about execution {} was not processed",
                    subscription.execution().id(),
                    e);
            return AFTER_A_FAULT;
        }
    }

    /**
     * Ends a request: the execution waits again, or is removed if no listener is left. {@code forAll} is when all listeners
     * want the next poll; null to keep what each wants.
     */
    private void reschedule(PolledExecution execution, NextPoll forAll) {
        synchronized (this) {
            if (forAll != null) {
                execution.subscriptions.forEach(subscription -> plan(subscription, forAll));
            }
            // no longer in flight; put() sets the phase if a listener is left
            execution.phase = PolledExecution.Phase.NOT_QUEUED;
            if (execution.subscriptions.isEmpty()) {
                executions.remove(execution.target(), execution);
            } else {
                put(execution, execution.pollAgain ? clock.now() : execution.earliest());
            }
            execution.pollAgain = false;
        }
        limiter.grantPermits();
    }

    /** How many executions are polled. */
    public synchronized int size() {
        return executions.size();
    }

    Instant now() {
        return instants.instant();
    }

    Instant instant(long nanos) {
        return clock.instant(nanos);
    }

    ServerClock serverClock() {
        return serverClock;
    }
}
