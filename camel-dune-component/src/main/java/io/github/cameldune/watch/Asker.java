package io.github.cameldune.watch;

import io.github.cameldune.client.Answer;
import io.github.cameldune.client.DuneClient;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.schedule.Agenda;
import io.github.cameldune.schedule.AgendaItem;
import io.github.cameldune.schedule.Lane;
import io.github.cameldune.schedule.NextAsk;
import io.github.cameldune.schedule.Permit;
import io.github.cameldune.schedule.RequestBudget;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks about the items of an agenda, as many at a time as it may, each time the budget has a permit for it. What is
 * asked is chosen when the permit is there, not when the item became due. Thread-safe.
 *
 * @param <T> what an answer is for: a watch, or an exchange that waits
 */
public final class Asker<T> implements Lane {

    /**
     * Takes answers, on the thread that asked.
     *
     * @param <T> what an answer is for
     */
    public interface Listener<T> {

        /**
         * Which execution to ask about.
         *
         * @param subject what is asked for
         * @return its execution
         */
        ExecutionId executionOf(T subject);

        /**
         * Takes an answer.
         *
         * @param item what was asked for
         * @param answer what came
         * @return when it is asked about again; null to ask no more
         */
        NextAsk answered(AgendaItem<T> item, Answer answer);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Asker.class);

    private final Agenda<T> agenda;
    private final RequestBudget budget;
    private final DuneClient client;
    private final Executor pool;
    private final int maxConcurrent;
    private final InstantSource clock;
    private final Listener<T> listener;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean open;

    /**
     * An asker that is closed until {@link #open()}.
     *
     * @param agenda what to ask about
     * @param budget whose permits are needed
     * @param client how to ask
     * @param pool where to ask: requests block their thread
     * @param maxConcurrent how many requests may be under way at a time
     * @param clock the time
     * @param listener who takes the answers
     */
    public Asker(
            Agenda<T> agenda,
            RequestBudget budget,
            DuneClient client,
            Executor pool,
            int maxConcurrent,
            InstantSource clock,
            Listener<T> listener) {
        this.agenda = agenda;
        this.budget = budget;
        this.client = client;
        this.pool = pool;
        this.maxConcurrent = maxConcurrent;
        this.clock = clock;
        this.listener = listener;
    }

    /** Starts asking. */
    public void open() {
        open = true;
        budget.register(this);
        budget.signal();
    }

    /** Asks no more; answers to requests under way are still taken. */
    public void close() {
        open = false;
        budget.unregister(this);
    }

    /**
     * Makes due what is due by an instant, and asks about it as soon as the budget allows.
     *
     * @param upTo inclusive
     */
    public void markDue(Instant upTo) {
        agenda.markDue(upTo);
        budget.signal();
    }

    /**
     * Asks about an item as soon as the budget allows; about one that is being asked about, once more after that.
     *
     * @param item of the agenda
     */
    public void askNow(AgendaItem<T> item) {
        agenda.askNow(item, clock.instant());
        budget.signal();
    }

    @Override
    public double urgency(Instant now, boolean early) {
        return open && underWay.get() < maxConcurrent ? agenda.urgency(now, early) : Double.NaN;
    }

    @Override
    public void granted(Permit permit, boolean early) {
        AgendaItem<T> item = open ? agenda.takeMostUrgent(clock.instant(), early) : null;
        if (item == null) {
            permit.unused();
            return;
        }
        underWay.incrementAndGet();
        try {
            pool.execute(() -> ask(item, permit));
        } catch (RejectedExecutionException e) {
            // the pool is being shut down; the item stays due for whoever opens this again
            underWay.decrementAndGet();
            permit.unused();
            agenda.reschedule(item, clock.instant());
        }
    }

    private void ask(AgendaItem<T> item, Permit permit) {
        NextAsk next = NextAsk.notBefore(Duration.ofMinutes(1));
        try {
            Answer answer = client.status(listener.executionOf(item.subject()));
            Permits.settle(permit, answer);
            next = listener.answered(item, answer);
        } catch (RuntimeException e) {
            LOG.error(
                    "Asking about execution {} failed unexpectedly; it will be asked about again",
                    listener.executionOf(item.subject()),
                    e);
        } finally {
            permit.failed();
            underWay.decrementAndGet();
            if (next == null) {
                agenda.remove(item);
            } else {
                agenda.reschedule(item, clock.instant(), next);
            }
            budget.signal();
        }
    }
}
