package io.github.cameldune.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.ratelimit.RateLimiter;
import io.github.cameldune.internal.schedule.learning.QueryDurations;
import io.github.cameldune.internal.time.Seconds;
import io.github.cameldune.internal.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The submission told the first state of an execution, so that it is not polled in its first second. */
class FirstPollTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();
    private final List<Double> polls = new ArrayList<>();

    @ParameterizedTest(name = "age {0} s, delay {1} s: after {2} s")
    @CsvSource({
        "0, 1, 1",
        "0.4, 1, 0.6",
        "1, 1, 0",
        "3600, 1, 0",
        "-300, 1, 1",
        "0, 0.05, 0.05",
        "0, 60, 1",
        "0.4, 60, 0.6"
    })
    void comesOnceTheExecutionIsASecondOldOrAsOldAsAShorterDelay(double age, double delay, double after) {
        subscribe(Ulids.at(time.instant().minus(seconds(age)), 1), delay);

        time.advance(MINUTE);

        assertThat(polls).containsExactly(after);
    }

    @Test
    void comesAtOnceForAnExecutionWhoseIdTellsNoAge() {
        subscribe(new ExecutionId("opaque"), 1);

        assertThat(polls).containsExactly(0.0);
    }

    private static Duration seconds(double seconds) {
        return seconds < 0 ? Seconds.toDuration(-seconds).negated() : Seconds.toDuration(seconds);
    }

    private void subscribe(ExecutionId id, double delay) {
        QueryDurations durations = new QueryDurations();
        PollSchedule schedule = new PollSchedule(
                Seconds.toDuration(delay), MINUTE, true, durations, new ErrorBackoff(MINUTE, MINUTE, new Random(1)));
        RateLimiter limiter = new RateLimiter("requestsPerMinute", time, time);
        new PollQueue(limiter, Runnable::run, time, durations, time)
                .subscribe(
                        any -> {
                            polls.add(time.seconds());
                            return Answers.limited(null);
                        },
                        id,
                        time.instant(),
                        new PollListener() {
                            @Override
                            public NextPoll first(PolledExecution poll) {
                                return schedule.first(poll, OptionalLong.empty());
                            }

                            @Override
                            public NextPoll answered(PolledExecution poll, Answer<ExecutionStatus> answer) {
                                return null;
                            }
                        });
    }
}
