package io.github.cameldune.schedule.simulation;

import io.github.cameldune.schedule.Lane;
import io.github.cameldune.schedule.Permit;
import io.github.cameldune.schedule.RequestBudget;
import io.github.cameldune.schedule.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A client with another policy, on the budget that runs in production or on none, in virtual time. */
final class ComparedConsumer implements Lane {

    /** Which of the due executions is asked about first. */
    enum Order {
        /** Each at its own time: there is no budget, and a request that Dune refuses is repeated when the next is due. */
        OWN_CLOCK,
        /** The one that has been due for the longest. */
        EARLIEST_DUE,
        /** The one with the greatest staleness² ÷ age. */
        STALENESS
    }

    private static final Duration LATENCY = Duration.ofMillis(100);

    private final VirtualTime time = new VirtualTime();
    private final RequestBudget budget = new RequestBudget(time, time);
    private final Policy policy;
    private final Order order;
    private final SimulatedDune dune;
    private final List<Execution> executions;
    private final List<Asked> due = new ArrayList<>();
    private final double[] delays;
    private int seen;
    private long requests;

    ComparedConsumer(
            List<Execution> executions, SimulatedDune dune, int requestsPerMinute, Policy policy, Order order) {
        this.executions = executions;
        this.dune = dune;
        this.policy = policy;
        this.order = order;
        delays = new double[executions.size()];
        budget.limit(requestsPerMinute);
        budget.register(this);
    }

    /** Runs until the end of every execution was seen. */
    Result run() {
        for (Execution execution : executions) {
            after(execution.submittedAt(), () -> {
                Asked asked = new Asked(execution);
                after(policy.first(execution), () -> becomeDue(asked));
            });
        }
        while (seen < executions.size()) {
            time.advance(Duration.ofMinutes(1));
        }
        return new Result(requests, delays, dune.rejected(), time.seconds());
    }

    private void after(double seconds, Runnable task) {
        time.schedule(Duration.ofNanos((long) (seconds * 1e9)), task);
    }

    private void becomeDue(Asked asked) {
        asked.dueAt = time.seconds();
        if (order == Order.OWN_CLOCK) {
            ask(asked, null);
        } else {
            due.add(asked);
            budget.signal();
        }
    }

    @Override
    public double urgency(Instant now, boolean early) {
        return due.isEmpty() ? Double.NaN : 1;
    }

    @Override
    public void granted(Permit permit, boolean early) {
        Asked first = due.get(0);
        for (Asked asked : due) {
            if (rank(asked) > rank(first)) {
                first = asked;
            }
        }
        due.remove(first);
        ask(first, permit);
    }

    private double rank(Asked asked) {
        double now = time.seconds();
        double staleness = now - asked.lastAt;
        return order == Order.STALENESS
                ? staleness * staleness / Math.max(1e-3, now - asked.execution.submittedAt())
                : -asked.dueAt;
    }

    private void ask(Asked asked, Permit permit) {
        requests++;
        double now = time.seconds();
        boolean accepted = dune.accepts(now);
        boolean ended = accepted && asked.execution.endsAt() <= now;
        time.schedule(LATENCY, () -> answer(asked, permit, accepted, ended));
    }

    private void answer(Asked asked, Permit permit, boolean accepted, boolean ended) {
        double now = time.seconds();
        if (ended) {
            delays[seen++] = now - asked.execution.endsAt();
            policy.ended(asked.execution);
        } else {
            double interval = policy.next(asked.execution, now - asked.execution.submittedAt(), asked.interval);
            asked.interval = accepted ? interval : asked.interval;
            asked.lastAt = accepted ? now : asked.lastAt;
            after(interval, () -> becomeDue(asked));
        }
        if (permit != null && accepted) {
            permit.answered();
        } else if (permit != null) {
            permit.limited(null);
        }
    }

    private static final class Asked {

        private final Execution execution;
        private double dueAt;
        private double lastAt;
        private double interval;

        private Asked(Execution execution) {
            this.execution = execution;
            lastAt = execution.submittedAt();
        }
    }
}
