package io.github.cameldune.docs;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.client.UnreadableStatusException;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.schedule.ErrorBackoff;
import io.github.cameldune.internal.schedule.PollQueue;
import io.github.cameldune.internal.schedule.PollSchedule;
import io.github.cameldune.internal.schedule.learning.QueryDurations;
import io.github.cameldune.internal.time.VirtualTime;
import io.github.cameldune.internal.watch.Awaiter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.DoubleConsumer;

/** Executions in virtual time, polled by the classes that run in production. Seconds are those since the start. */
final class SimulatedDune {

    /** From a request to its answer. */
    private static final Duration LATENCY = Duration.ofMillis(100);

    private static final long QUERY = 4242;

    final VirtualTime time = new VirtualTime();
    final QueryDurations durations = new QueryDurations();
    private final RateLimiter limiter = new RateLimiter("requestsPerMinute", time, time);
    private final PollQueue queue =
            new PollQueue(limiter, request -> time.schedule(LATENCY, request), time, durations, time);
    private final Map<ExecutionId, Double> ends = new HashMap<>();
    private final Map<ExecutionId, List<Double>> polls = new HashMap<>();
    private final Awaiter awaiter;

    /**
     * Executions and one API key.
     *
     * @param requestsPerMinute its limit; 0 for none
     * @param adaptive the option
     * @param delay the option, in seconds
     */
    SimulatedDune(int requestsPerMinute, boolean adaptive, double delay) {
        if (requestsPerMinute > 0) {
            limiter.configure("page", requestsPerMinute, 100);
        }
        awaiter = new Awaiter(
                this::status,
                queue,
                new PollSchedule(
                        duration(delay),
                        Duration.ofSeconds(60),
                        adaptive,
                        durations,
                        new ErrorBackoff(Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(1))),
                time,
                time);
    }

    static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    /**
     * Starts an execution now, and polls it until its end.
     *
     * @param id without a time in it
     * @param duration in seconds
     * @param seen takes the delay from its end until that is seen, in seconds
     */
    void start(String id, double duration, DoubleConsumer seen) {
        ExecutionId execution = new ExecutionId(id);
        double end = time.seconds() + duration;
        ends.put(execution, end);
        awaiter.await(execution, OptionalLong.of(QUERY), Duration.ofDays(1), new Awaiter.Callback() {
            @Override
            public void ended(Answer<ExecutionStatus> answer) {
                seen.accept(time.seconds() - end);
            }

            @Override
            public void timedOut(String lastState, Answer<ExecutionStatus> lastError, Duration after) {
                throw new AssertionError("not seen in a day: " + id);
            }
        });
    }

    /** When an execution was polled. */
    List<Double> polls(String id) {
        return polls.get(new ExecutionId(id));
    }

    private Answer<ExecutionStatus> status(ExecutionId id) {
        polls.computeIfAbsent(id, any -> new ArrayList<>()).add(time.seconds());
        boolean ended = time.seconds() >= ends.get(id);
        // no query id: what an execution tells of its query is not the matter here
        String state = ended ? "QUERY_STATE_COMPLETED" : "QUERY_STATE_EXECUTING";
        try {
            return Answer.ok(
                    ExecutionStatus.parse("{\"state\":\"" + state + "\",\"is_execution_finished\":" + ended + "}"),
                    200,
                    (Instant) null);
        } catch (UnreadableStatusException e) {
            throw new AssertionError(e);
        }
    }
}
