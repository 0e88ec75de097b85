package io.github.cameldune.internal.watch;

import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.schedule.NextPoll;
import io.github.cameldune.internal.schedule.PollListener;
import io.github.cameldune.internal.schedule.PollSubscription;
import io.github.cameldune.internal.schedule.PolledExecution;
import io.github.cameldune.internal.time.Cancellable;
import io.github.cameldune.internal.time.SafeExecution;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The polls of watches: what an answer means for its watch, and when a watch expires. Thread-safe. */
final class WatchPolls {

    private final Watcher.Setup setup;
    private final Deliveries deliveries;
    private final StoredDurations durations;
    private final InstantSource clock;

    WatchPolls(Watcher.Setup setup, Deliveries deliveries, StoredDurations durations) {
        this.setup = setup;
        this.deliveries = deliveries;
        this.durations = durations;
        this.clock = setup.clock();
    }

    /** Begins to poll a watch, unless its end was seen. */
    void begin(ActiveWatch watch) {
        if (!watch.isWatching()) {
            return;
        }
        watch.history().began(clock.instant());
        PollSubscription polls = setup.queue()
                .subscribe(setup.client(), watch.id(), watch.stored().watch().registeredAt(), new Listener(watch));
        if (!watch.subscribed(polls)) {
            polls.cancel();
        }
    }

    /** Polls a watch no more. */
    static void end(ActiveWatch watch) {
        Cancellable polls = watch.takeSubscription();
        if (polls != null) {
            polls.cancel();
        }
    }

    /**
     * Expires a watch of which no status was read for twice its timeout; once a status is read, the timeout counts from the
     * registration.
     */
    void expireIfUnread(ActiveWatch watch) {
        Instant now = clock.instant();
        Duration timeout = watch.stored().watch().timeoutOr(setup.watchTimeout());
        // halved, since twice a stored timeout may overflow
        if (watch.isWatching() && watch.history().unreadFor(now).dividedBy(2).compareTo(timeout) >= 0) {
            expire(watch, false, watch.history().lastError(), now);
        }
    }

    private void expire(ActiveWatch watch, boolean unknownExecution, Answer<?> lastError, Instant now) {
        if (watch.expire(unknownExecution, lastError, now)) {
            end(watch);
            deliveries.deliver(watch);
        }
    }

    private void saveDurations(ExecutionStatus status) {
        if (status.queryId() != null) {
            // what was learned is not worth waiting for, nor trying again
            SafeExecution.execute(setup.storePool(), () -> durations.save(status.queryId()));
        }
    }

    /** What an answer means for a watch; one that is no status says nothing about the execution. */
    private final class Listener implements PollListener {

        private final ActiveWatch watch;
        private final UnknownStreak unknown = new UnknownStreak();

        private Listener(ActiveWatch watch) {
            this.watch = watch;
        }

        @Override
        public NextPoll first(PolledExecution poll) {
            NextPoll first = setup.schedule().first(poll, watch.stored().watch().query());
            return setup.shared() ? first.notWithin(watch.history().untilNextPoll(clock.instant())) : first;
        }

        /** A caller that waits for an event gets the refusal as an error at once. */
        @Override
        public boolean isPolledWhileRefused() {
            return setup.shared();
        }

        @Override
        public NextPoll answered(PolledExecution poll, Answer<ExecutionStatus> answer) {
            Instant now = clock.instant();
            NextPoll next = next(poll, answer, now);
            if (next != null) {
                watch.history().nextPoll(now.plus(next.interval()));
            }
            return next;
        }

        private NextPoll next(PolledExecution poll, Answer<ExecutionStatus> answer, Instant now) {
            boolean isUnknown = unknown.count(answer.verdict(), now);
            if (answer.isOk()) {
                return seen(poll, answer, now);
            }
            watch.history().failed(answer);
            if (isUnknown) {
                expire(watch, true, answer, now);
                return null;
            }
            return setup.schedule().after(poll, watch.stored().watch().query(), answer);
        }

        private NextPoll seen(PolledExecution poll, Answer<ExecutionStatus> answer, Instant now) {
            ExecutionStatus status = answer.value();
            boolean readBefore = watch.history().read(now);
            if (status.isTerminal() && readBefore) {
                // else it may have ended long before anything watched it
                status.ended()
                        .map(end -> Duration.between(end, poll.serverTime(now)))
                        .ifPresent(setup.list().counts().delays()::add);
            }
            if (watch.seen(status)) {
                setup.list().counts().seen(status.state());
                deliveries.deliver(watch);
            }
            if (status.isTerminal()) {
                end(watch);
                saveDurations(status);
                return null;
            }
            Duration left = watch.stored().watch().untilTimeout(now, setup.watchTimeout());
            if (left.isZero() || left.isNegative()) {
                expire(watch, false, null, now);
                return null;
            }
            return setup.schedule()
                    .after(poll, watch.stored().watch().query(), answer)
                    .within(left);
        }
    }
}
