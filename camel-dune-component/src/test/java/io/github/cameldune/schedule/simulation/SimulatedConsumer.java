package io.github.cameldune.schedule.simulation;

import io.github.cameldune.schedule.Agenda;
import io.github.cameldune.schedule.AgendaItem;
import io.github.cameldune.schedule.AskPlanner;
import io.github.cameldune.schedule.DurationHistory;
import io.github.cameldune.schedule.ErrorBackoff;
import io.github.cameldune.schedule.Lane;
import io.github.cameldune.schedule.Permit;
import io.github.cameldune.schedule.PollSchedule;
import io.github.cameldune.schedule.RequestBudget;
import io.github.cameldune.schedule.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * A consumer on the classes that run in production, in virtual time: it ticks as Camel's scheduled consumer does, asks
 * when it is granted a permit, and reschedules when the answer is there. Only the network and Dune are made up.
 */
final class SimulatedConsumer implements Lane {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration HALF_LATENCY = Duration.ofMillis(50);
    private static final int CONCURRENT_REQUESTS = 10;

    private final VirtualTime time = new VirtualTime();
    private final RequestBudget budget = new RequestBudget(time, time);
    private final DurationHistory history = new DurationHistory();
    private final AskPlanner planner = new AskPlanner(
            new PollSchedule(Duration.ofSeconds(1), Duration.ofMinutes(1), true),
            AskPlanner.LONGEST_IF_LEARNED,
            history,
            new ErrorBackoff(TICK, Duration.ofMinutes(1), new SplittableRandom(1)));
    private final Agenda<Execution> agenda = new Agenda<>();
    private final SimulatedDune dune;
    private final boolean queryTold;
    private final List<Execution> executions;
    private final double[] delays;
    private int arrived;
    private int seen;
    private long requests;
    private int underWay;

    SimulatedConsumer(List<Execution> executions, SimulatedDune dune, int requestsPerMinute, boolean queryTold) {
        this.executions = executions;
        this.dune = dune;
        this.queryTold = queryTold;
        this.delays = new double[executions.size()];
        budget.limit(requestsPerMinute);
        budget.register(this);
    }

    /** Runs until the end of every execution was seen. */
    Result run() {
        arrive();
        tick();
        while (seen < executions.size()) {
            time.advance(Duration.ofMinutes(1));
        }
        return new Result(requests, delays, dune.rejected(), time.seconds());
    }

    private void arrive() {
        while (arrived < executions.size() && executions.get(arrived).submittedAt() <= time.seconds()) {
            Execution execution = executions.get(arrived++);
            Instant now = time.instant();
            // as in production: a new watch is due at the next tick, and its query is known from the answer on at the
            // latest
            OptionalLong query = queryTold ? OptionalLong.of(execution.queryId()) : OptionalLong.empty();
            agenda.add(execution, now, now, planner.first(query));
        }
        if (arrived < executions.size()) {
            long nanos = (long) Math.ceil((executions.get(arrived).submittedAt() - time.seconds()) * 1e9);
            time.schedule(Duration.ofNanos(Math.max(1, nanos)), this::arrive);
        }
    }

    private void tick() {
        agenda.markDue(time.instant().plus(TICK.dividedBy(2)));
        budget.signal();
        time.schedule(TICK, this::tick);
    }

    @Override
    public double urgency(Instant now, boolean early) {
        return underWay < CONCURRENT_REQUESTS ? agenda.urgency(now, early) : Double.NaN;
    }

    @Override
    public void granted(Permit permit, boolean early) {
        AgendaItem<Execution> item = agenda.takeMostUrgent(time.instant(), early);
        if (item == null) {
            permit.unused();
            return;
        }
        underWay++;
        requests++;
        time.schedule(HALF_LATENCY, () -> {
            boolean accepted = dune.accepts(time.seconds());
            boolean ended = item.subject().endsAt() <= time.seconds();
            time.schedule(HALF_LATENCY, () -> answer(item, permit, accepted, ended));
        });
    }

    private void answer(AgendaItem<Execution> item, Permit permit, boolean accepted, boolean ended) {
        underWay--;
        Instant now = time.instant();
        Execution execution = item.subject();
        if (!accepted) {
            agenda.reschedule(item, now);
            permit.limited(null);
            return;
        }
        if (ended) {
            agenda.remove(item);
            history.finished(execution.queryId(), Duration.ofNanos((long) (execution.duration() * 1e9)));
            delays[seen++] = time.seconds() - execution.endsAt();
        } else {
            agenda.reschedule(item, now, planner.next(OptionalLong.of(execution.queryId()), item.age(now)));
        }
        permit.answered();
    }
}
