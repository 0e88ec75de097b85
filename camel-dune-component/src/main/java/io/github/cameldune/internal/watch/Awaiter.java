package io.github.cameldune.internal.watch;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.client.StatusClient;
import io.github.cameldune.internal.client.Verdict;
import io.github.cameldune.internal.schedule.NextPoll;
import io.github.cameldune.internal.schedule.PollListener;
import io.github.cameldune.internal.schedule.PollQueue;
import io.github.cameldune.internal.schedule.PollSchedule;
import io.github.cameldune.internal.schedule.PollSubscription;
import io.github.cameldune.internal.schedule.PolledExecution;
import io.github.cameldune.internal.time.Cancellable;
import io.github.cameldune.internal.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits for the ends of executions, any number of them, without a thread for each. All waits for an execution, and its
 * watch, share its polls. Nothing is stored. Thread-safe.
 */
public record Awaiter(StatusClient client, PollQueue queue, PollSchedule schedule, Timer timer, InstantSource clock) {

    /** Takes the end of a wait: one call in all, on a thread that must not be blocked. */
    public interface Callback {

        /**
         * The execution ended, Dune refuses the key or does not know the execution, or the limit of the billing cycle is
         * reached: by the last answer.
         */
        void ended(Answer<ExecutionStatus> answer);

        /**
         * The time is over.
         *
         * @param lastState the full name of the state seen last; null when none was
         * @param lastError the last answer, if it was no status; else null
         * @param after how long it took
         */
        void timedOut(String lastState, Answer<ExecutionStatus> lastError, Duration after);
    }

    /** Waits for the end of an execution. The query is empty if it is not known. What is returned cancels the wait. */
    public Cancellable await(ExecutionId id, OptionalLong queryId, Duration timeout, Callback callback) {
        Instant now = clock.instant();
        Wait wait = new Wait(queryId, callback, now);
        wait.deadline = timer.schedule(timeout, wait::timeOut);
        PollSubscription polls = queue.subscribe(client, id, now, wait);
        wait.polls = polls;
        if (wait.isOver.get()) {
            // it ended before its subscription was known
            polls.cancel();
        }
        return wait;
    }

    private final class Wait implements PollListener, Cancellable {

        private final OptionalLong queryId;
        private final Callback callback;
        private final Instant since;
        private final UnknownStreak unknown = new UnknownStreak();
        private final AtomicBoolean isOver = new AtomicBoolean();
        private volatile Cancellable deadline = () -> false;
        private volatile Cancellable polls = () -> false;
        private volatile String lastState;
        private volatile Answer<ExecutionStatus> lastError;

        private Wait(OptionalLong queryId, Callback callback, Instant since) {
            this.queryId = queryId;
            this.callback = callback;
            this.since = since;
        }

        @Override
        public NextPoll first(PolledExecution poll) {
            return schedule.first(poll, queryId);
        }

        /** Polled all the same, so that the exchange fails at once, as one of a producer does. */
        @Override
        public boolean isPolledWhileRefused() {
            return true;
        }

        @Override
        public NextPoll answered(PolledExecution poll, Answer<ExecutionStatus> answer) {
            if (isLast(answer)) {
                if (end()) {
                    callback.ended(answer);
                }
                return null;
            }
            if (answer.isOk()) {
                lastState = answer.value().state().name();
                lastError = null;
            } else {
                lastError = answer;
            }
            return schedule.after(poll, queryId, answer);
        }

        private boolean isLast(Answer<ExecutionStatus> answer) {
            Verdict verdict = answer.verdict();
            return unknown.count(verdict, clock.instant())
                    || verdict.onKey() == Verdict.OnKey.REFUSED
                    || verdict.onKey() == Verdict.OnKey.BILLING_LIMIT
                    || answer.isOk() && answer.value().isTerminal();
        }

        private void timeOut() {
            if (end()) {
                callback.timedOut(lastState, lastError, Duration.between(since, clock.instant()));
            }
        }

        private boolean end() {
            boolean first = isOver.compareAndSet(false, true);
            if (first) {
                deadline.cancel();
                polls.cancel();
            }
            return first;
        }

        @Override
        public boolean cancel() {
            return end();
        }
    }
}
