package io.github.cameldune.internal.schedule.simulation;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.schedule.Answers;
import io.github.cameldune.internal.schedule.NextPoll;
import io.github.cameldune.internal.schedule.PollListener;
import io.github.cameldune.internal.schedule.PollQueue;
import io.github.cameldune.internal.schedule.PolledExecution;
import io.github.cameldune.internal.schedule.learning.DurationLearning;
import io.github.cameldune.internal.time.VirtualTime;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** How much time of a processor it takes to choose the next of 10,000 due executions, to poll it and to make it due again. */
final class ChoiceTime {

    private static final int DUE = 10_000;
    private static final Answer<ExecutionStatus> PENDING = Answers.state("PENDING");

    private ChoiceTime() {}

    /** The mean of 900 choices, after as many to warm up. */
    static double millis() {
        VirtualTime time = new VirtualTime();
        RateLimiter limiter = new RateLimiter("requestsPerMinute", time, time);
        limiter.configure("test", 1, 1);
        PollQueue queue = new PollQueue(limiter, Runnable::run, time, DurationLearning.NONE, time);
        PollListener always = new PollListener() {
            @Override
            public NextPoll first(PolledExecution poll) {
                return NextPoll.NOW;
            }

            @Override
            public NextPoll answered(PolledExecution poll, Answer<ExecutionStatus> answer) {
                return NextPoll.NOW;
            }
        };
        AtomicInteger polls = new AtomicInteger();
        for (int i = 0; i < DUE; i++) {
            queue.subscribe(
                    id -> {
                        polls.incrementAndGet();
                        return PENDING;
                    },
                    new ExecutionId("execution-" + i),
                    time.instant().minusSeconds(i),
                    always);
        }
        limiter.configure("test", 1000, 1);
        time.advance(Duration.ofMinutes(1));
        int before = polls.get();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        time.advance(Duration.ofMinutes(1));
        return (threads.getCurrentThreadCpuTime() - start) / 1e6 / (polls.get() - before);
    }
}
