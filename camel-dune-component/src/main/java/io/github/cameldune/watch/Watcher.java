package io.github.cameldune.watch;

import io.github.cameldune.WatchStoreException;
import io.github.cameldune.client.Answer;
import io.github.cameldune.client.DuneClient;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.schedule.Agenda;
import io.github.cameldune.schedule.AgendaItem;
import io.github.cameldune.schedule.AskPlanner;
import io.github.cameldune.schedule.DurationHistory;
import io.github.cameldune.schedule.ErrorBackoff;
import io.github.cameldune.schedule.NextAsk;
import io.github.cameldune.schedule.RequestBudget;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Watches the executions of one watch list: due watches → ask → tell → record. Driven by {@link #tick()}, the poll of the
 * consumer; asking and telling happen on the pools, so that neither waits for the other. Thread-safe.
 */
public final class Watcher {

    /**
     * What a watcher works with.
     *
     * @param list what to watch
     * @param kept the executions of the option {@code executionIds}
     * @param selection which transitions to tell
     * @param client how to ask
     * @param budget whose permits asking needs
     * @param planner when to ask again
     * @param history what ends of executions are told to
     * @param askPool where to ask; blocked by requests
     * @param maxConcurrentRequests how many requests may be under way at a time
     * @param storePool where the store is read; blocked by that, one task at a time
     * @param deliveryPool where to tell; as many threads as exchanges may be under way at a time
     * @param deliveryBackoff how long a notice that was not taken waits
     * @param tick how far apart ticks are
     * @param watchTimeout after which a watch ends
     * @param refresh how often the store is looked at for what other nodes did
     * @param clock the time
     */
    public record Setup(
            WatchList list,
            Set<ExecutionId> kept,
            StateSelection selection,
            DuneClient client,
            RequestBudget budget,
            AskPlanner planner,
            DurationHistory history,
            Executor askPool,
            int maxConcurrentRequests,
            Executor storePool,
            Executor deliveryPool,
            ErrorBackoff deliveryBackoff,
            Duration tick,
            Duration watchTimeout,
            Duration refresh,
            InstantSource clock) {}

    private final Setup setup;
    private final InstantSource clock;
    private final Map<ExecutionId, ActiveWatch> active = new ConcurrentHashMap<>();
    private final Agenda<ActiveWatch> agenda = new Agenda<>();
    private final Asker<ActiveWatch> asker;
    private final Deliveries deliveries;
    private final WatchListView view;
    private final ListReading reading;
    private final Condition condition = new Condition();

    /**
     * A watcher at rest.
     *
     * @param setup what it works with
     * @param sink who is told
     */
    public Watcher(Setup setup, WatchSink sink) {
        this.setup = setup;
        this.clock = setup.clock();
        asker = new Asker<>(
                agenda,
                setup.budget(),
                setup.client(),
                setup.askPool(),
                setup.maxConcurrentRequests(),
                clock,
                new Answers());
        deliveries = new Deliveries(
                setup.list(),
                setup.selection(),
                sink,
                setup.deliveryPool(),
                clock,
                setup.deliveryBackoff(),
                this::forget,
                condition);
        view = new WatchListView(setup.list(), setup.kept(), clock, active, this::begin, this::beginLoaded, this::drop);
        reading = new ListReading(view, setup.storePool(), setup.refresh(), clock, condition, this::markDue);
    }

    /**
     * Starts, or goes on after {@link #pause()}.
     *
     * @throws IllegalStateException if the watch list has another consumer in this Camel context
     */
    public void open() {
        view.open();
        deliveries.open();
        asker.open();
    }

    /** Asks and tells no more until {@link #open()}; what is under way ends, and nothing that was found is lost. */
    public void pause() {
        asker.close();
        deliveries.close();
    }

    /** Stops for good: the watch list may have another consumer. */
    public void close() {
        pause();
        view.close();
    }

    /**
     * One round: has the store looked at, ends what timed out, asks about what is due, tells again what was not taken.
     *
     * @throws WatchStoreException if the store could not be read or written; the next round tries again
     */
    public void tick() {
        reading.tick();
        Instant now = clock.instant();
        active.values().forEach(watch -> endWhenTimedOut(watch, now));
        deliveries.retryWaiting();
        markDue();
        condition.throwStoreFailure();
    }

    /** A watch that is due in the middle between two ticks is asked about at the earlier one. */
    private void markDue() {
        asker.markDue(clock.instant().plus(setup.tick().dividedBy(2)));
    }

    /**
     * How many exchanges were emitted since this was asked last.
     *
     * @return not negative
     */
    public int takeEmitted() {
        return deliveries.takeEmitted();
    }

    /**
     * How asking goes.
     *
     * @return never null
     */
    public Condition condition() {
        return condition;
    }

    /**
     * How many executions are being watched.
     *
     * @return not negative
     */
    public int size() {
        return active.size();
    }

    /**
     * The watches at work.
     *
     * @return as they are at present, in no order
     */
    public List<WatchSnapshot> snapshots() {
        Instant now = clock.instant();
        return active.values().stream().map(watch -> watch.snapshot(now)).toList();
    }

    /**
     * Asks about an execution as soon as the budget allows, without waiting until it is due.
     *
     * @param id the execution
     * @return false when it is not being watched, or its end was seen
     */
    public boolean askNow(ExecutionId id) {
        ActiveWatch watch = active.get(id);
        return watch != null && askNow(watch);
    }

    /**
     * Asks about all executions as soon as the budget allows.
     *
     * @return how many
     */
    public int askNow() {
        return (int) active.values().stream().filter(this::askNow).count();
    }

    private boolean askNow(ActiveWatch watch) {
        if (watch.isEnding() || watch.item() == null) {
            return false;
        }
        asker.askNow(watch.item());
        return true;
    }

    private void begin(ActiveWatch watch) {
        begin(watch, clock.instant());
    }

    /** Of many watches loaded at once, each is asked about at its own moment of the first tick, not all at the first. */
    private void beginLoaded(ActiveWatch watch, int loaded) {
        Instant now = clock.instant();
        boolean spread = loaded > setup.maxConcurrentRequests();
        long part = Math.floorMod(watch.id().hashCode() * 0x9E3779B9L, 1000L);
        begin(watch, spread ? now.plus(setup.tick().multipliedBy(part).dividedBy(1000)) : now);
    }

    private void begin(ActiveWatch watch, Instant firstDue) {
        Instant now = clock.instant();
        Instant submitted =
                watch.id().submittedAt().orElse(watch.stored().watch().registeredAt());
        Instant began = submitted.isAfter(now) ? now : submitted;
        watch.item(agenda.add(
                watch,
                began,
                firstDue,
                setup.planner().first(watch.stored().watch().query())));
        if (watch.isEnding()) {
            agenda.remove(watch.item());
        }
    }

    private void drop(ActiveWatch watch) {
        watch.drop();
        forget(watch);
    }

    private void forget(ActiveWatch watch) {
        askNoMore(watch);
        if (active.remove(watch.id(), watch)) {
            view.over(watch.id());
        }
        if (active.isEmpty()) {
            condition.nothingToAsk();
        }
    }

    /** A watch that was begun by another thread a moment ago may have no item yet; {@link #begin} looks again. */
    private void askNoMore(ActiveWatch watch) {
        if (watch.item() != null) {
            agenda.remove(watch.item());
        }
    }

    private void endWhenTimedOut(ActiveWatch watch, Instant now) {
        // while this was down the execution may have ended in time: it is asked about once before it is given up
        boolean due = watch.wasAsked() && watch.stored().watch().isTimedOut(now, setup.watchTimeout());
        if (due && !watch.isEnding()) {
            Watch current = watch.current();
            end(watch, new WatchEnd(current, null, Duration.between(current.registeredAt(), now)));
        }
    }

    private void end(ActiveWatch watch, WatchEnd end) {
        if (watch.end(end)) {
            askNoMore(watch);
            deliveries.deliver(watch);
        }
    }

    /** What an answer means for a watch; an answer that is no status says nothing about the execution. */
    private final class Answers implements Asker.Listener<ActiveWatch> {

        @Override
        public ExecutionId executionOf(ActiveWatch watch) {
            return watch.id();
        }

        @Override
        public NextAsk answered(AgendaItem<ActiveWatch> item, Answer answer) {
            ActiveWatch watch = item.subject();
            condition.answered(watch.id(), answer);
            NextAsk next = next(item, watch, answer);
            watch.asked();
            return next;
        }

        private NextAsk next(AgendaItem<ActiveWatch> item, ActiveWatch watch, Answer answer) {
            if (watch.unknown().isOver(answer)) {
                Watch current = watch.current();
                Duration after = Duration.between(current.registeredAt(), clock.instant());
                end(watch, new WatchEnd(current, (Answer.Refused) answer, after));
                return null;
            }
            return answer instanceof Answer.Known known
                    ? seen(item, watch, known)
                    : setup.planner().afterError(item.failed());
        }

        private NextAsk seen(AgendaItem<ActiveWatch> item, ActiveWatch watch, Answer.Known known) {
            ExecutionStatus status = known.status();
            Instant now = clock.instant();
            boolean seenBefore = watch.wasSeen();
            if (watch.found(status)) {
                setup.list().counts().found(status.state());
                deliveries.deliver(watch);
            }
            if (status.isTerminal()) {
                if (seenBefore) {
                    // else it may have ended long before anybody watched
                    DetectionDelays.between(status, known.answeredAt(), now)
                            .ifPresent(setup.list().counts().delays()::add);
                }
                Plans.learn(setup.history(), item, status, seenBefore ? now : null);
                return null;
            }
            OptionalLong told = watch.stored().watch().query();
            return Plans.next(setup.planner(), item, watch.id(), told, status, now);
        }
    }
}
