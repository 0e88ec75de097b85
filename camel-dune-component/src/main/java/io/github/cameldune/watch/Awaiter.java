package io.github.cameldune.watch;

import io.github.cameldune.client.Answer;
import io.github.cameldune.client.DuneClient;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.schedule.Agenda;
import io.github.cameldune.schedule.AgendaItem;
import io.github.cameldune.schedule.AskPlanner;
import io.github.cameldune.schedule.Cancellable;
import io.github.cameldune.schedule.DurationHistory;
import io.github.cameldune.schedule.NextAsk;
import io.github.cameldune.schedule.RequestBudget;
import io.github.cameldune.schedule.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Waits for the ends of executions, any number of them, without a thread for each: they share the schedule and the
 * budget with everything that is watched. Nothing is stored. Thread-safe.
 */
public final class Awaiter {

    /** Who waits; told exactly once, on a thread that must not be blocked. */
    public interface Waiting {

        /**
         * The execution has ended, or Dune will not tell: it refused the key, or does not know the execution.
         *
         * @param answer the last one
         */
        void over(Answer answer);

        /**
         * The time is over.
         *
         * @param lastState the full name of the state seen last; null when none was
         * @param after how long it took
         */
        void timedOut(String lastState, Duration after);
    }

    /**
     * What an awaiter works with.
     *
     * @param client how to ask
     * @param budget whose permits asking needs
     * @param planner when to ask again
     * @param history what ends of executions are told to
     * @param askPool where to ask; blocked by requests
     * @param maxConcurrentRequests how many requests may be under way at a time
     * @param timeout for each execution
     * @param timer for the next look at what is due
     * @param clock the time
     */
    public record Setup(
            DuneClient client,
            RequestBudget budget,
            AskPlanner planner,
            DurationHistory history,
            Executor askPool,
            int maxConcurrentRequests,
            Duration timeout,
            Timer timer,
            InstantSource clock) {}

    private static final Duration TICK = Duration.ofMillis(200);

    private final Setup setup;
    private final Agenda<Awaited> agenda = new Agenda<>();
    private final Set<Awaited> all = ConcurrentHashMap.newKeySet();
    private final Asker<Awaited> asker;
    private Cancellable nextTick;
    private boolean open;

    /**
     * An awaiter at rest.
     *
     * @param setup what it works with
     */
    public Awaiter(Setup setup) {
        this.setup = setup;
        asker = new Asker<>(
                agenda,
                setup.budget(),
                setup.client(),
                setup.askPool(),
                setup.maxConcurrentRequests(),
                setup.clock(),
                new Answers());
    }

    /** Starts asking. */
    public synchronized void open() {
        open = true;
        asker.open();
    }

    /** Asks no more, and tells those who wait no more: that is up to the caller. */
    public void close() {
        asker.close();
        synchronized (this) {
            open = false;
            if (nextTick != null) {
                nextTick.cancel();
                nextTick = null;
            }
        }
        all.forEach(this::forget);
    }

    /**
     * Waits for the end of an execution.
     *
     * @param id the execution
     * @param queryId of the query that it is an execution of, where that is known beforehand
     * @param waiting who is told
     * @return calls the wait off
     */
    public Cancellable await(ExecutionId id, OptionalLong queryId, Waiting waiting) {
        Instant now = setup.clock().instant();
        Awaited awaited = new Awaited(id, queryId, waiting, now);
        all.add(awaited);
        Instant submitted = id.submittedAt().filter(at -> !at.isAfter(now)).orElse(now);
        awaited.item = agenda.add(awaited, submitted, now, setup.planner().first(queryId));
        if (!all.contains(awaited)) {
            // told that the time is over in between
            agenda.remove(awaited.item);
        }
        asker.markDue(now);
        armTick();
        return () -> forget(awaited);
    }

    private synchronized void armTick() {
        if (open && nextTick == null && !all.isEmpty()) {
            nextTick = setup.timer().schedule(TICK, this::tick);
        }
    }

    private void tick() {
        synchronized (this) {
            nextTick = null;
        }
        try {
            Instant now = setup.clock().instant();
            all.forEach(awaited -> endWhenTimedOut(awaited, now));
            asker.markDue(now.plus(TICK.dividedBy(2)));
        } finally {
            // whatever one of those who wait did: the others must not wait for ever
            armTick();
        }
    }

    private void endWhenTimedOut(Awaited awaited, Instant now) {
        Duration after = Duration.between(awaited.since, now);
        if (after.compareTo(setup.timeout()) >= 0 && forget(awaited)) {
            awaited.waiting.timedOut(awaited.lastState, after);
        }
    }

    private boolean forget(Awaited awaited) {
        if (awaited.item != null) {
            agenda.remove(awaited.item);
        }
        return all.remove(awaited);
    }

    private static final class Awaited {

        private final ExecutionId id;
        private final OptionalLong queryId;
        private final Waiting waiting;
        private final Instant since;
        private final UnknownStreak unknown = new UnknownStreak();
        private volatile AgendaItem<Awaited> item;
        private volatile String lastState;

        private Awaited(ExecutionId id, OptionalLong queryId, Waiting waiting, Instant since) {
            this.id = id;
            this.queryId = queryId;
            this.waiting = waiting;
            this.since = since;
        }
    }

    /** What an answer means for one who waits: an end, a reason to give up, or nothing yet. */
    private final class Answers implements Asker.Listener<Awaited> {

        @Override
        public ExecutionId executionOf(Awaited awaited) {
            return awaited.id;
        }

        @Override
        public NextAsk answered(AgendaItem<Awaited> item, Answer answer) {
            Awaited awaited = item.subject();
            boolean over = awaited.unknown.isOver(answer)
                    || answer instanceof Answer.Refused refused && refused.isKeyRefused()
                    || answer instanceof Answer.Known known && known.status().isTerminal();
            if (over) {
                if (answer instanceof Answer.Known known) {
                    Instant seenAt =
                            awaited.lastState == null ? null : setup.clock().instant();
                    Plans.learn(setup.history(), item, known.status(), seenAt);
                }
                if (forget(awaited)) {
                    awaited.waiting.over(answer);
                }
                return null;
            }
            if (answer instanceof Answer.Known known) {
                awaited.lastState = known.status().state().name();
                return Plans.next(
                        setup.planner(),
                        item,
                        awaited.id,
                        awaited.queryId,
                        known.status(),
                        setup.clock().instant());
            }
            return setup.planner().afterError(item.failed());
        }
    }
}
