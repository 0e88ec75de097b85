package io.github.cameldune.docs;

import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.client.UnreadableStatusException;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.schedule.ErrorBackoff;
import io.github.cameldune.internal.schedule.PollQueue;
import io.github.cameldune.internal.schedule.PollSchedule;
import io.github.cameldune.internal.schedule.Ulids;
import io.github.cameldune.internal.schedule.learning.QueryDurations;
import io.github.cameldune.internal.time.VirtualTime;
import io.github.cameldune.internal.watch.Awaiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/**
 * When one execution is polled by the classes that run in production, in virtual time and without a limit.
 *
 * @param seconds since its submission; the last poll sees its end
 */
record PollTimeline(List<Double> seconds) {

    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final long QUERY = 4242;

    /**
     * Polls an execution until its end.
     *
     * @param duration in seconds
     * @param adaptive the option
     * @param delay the option, in seconds
     * @param earlier durations of earlier executions of the query, in seconds
     */
    static PollTimeline of(double duration, boolean adaptive, long delay, List<Double> earlier) {
        VirtualTime time = new VirtualTime();
        QueryDurations durations = new QueryDurations();
        durations.restore(QUERY, earlier);
        List<Double> polls = new ArrayList<>();
        Awaiter awaiter = new Awaiter(
                id -> {
                    polls.add(time.seconds());
                    return status(time.seconds() >= duration);
                },
                new PollQueue(
                        new RateLimiter("requestsPerMinute", time, time),
                        request -> time.schedule(LATENCY, request),
                        time,
                        durations,
                        time),
                new PollSchedule(
                        Duration.ofSeconds(delay),
                        Duration.ofMinutes(1),
                        adaptive,
                        durations,
                        new ErrorBackoff(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random(1))),
                time,
                time);
        boolean[] ended = new boolean[1];
        awaiter.await(
                Ulids.at(VirtualTime.START, 1), OptionalLong.of(QUERY), Duration.ofDays(1), new Awaiter.Callback() {
                    @Override
                    public void ended(Answer<ExecutionStatus> answer) {
                        ended[0] = true;
                    }

                    @Override
                    public void timedOut(String lastState, Answer<ExecutionStatus> lastError, Duration after) {
                        throw new AssertionError("not seen in a day");
                    }
                });
        while (!ended[0]) {
            time.advance(Duration.ofMinutes(1));
        }
        return new PollTimeline(polls);
    }

    private static Answer<ExecutionStatus> status(boolean ended) {
        String state = ended ? "QUERY_STATE_COMPLETED" : "QUERY_STATE_EXECUTING";
        try {
            return Answer.ok(
                    ExecutionStatus.parse("{\"state\":\"" + state + "\",\"is_execution_finished\":" + ended + "}"),
                    200,
                    null);
        } catch (UnreadableStatusException e) {
            throw new AssertionError(e);
        }
    }
}
