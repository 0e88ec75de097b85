package io.github.cameldune.internal.schedule;

import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.internal.client.Answer;
import io.github.cameldune.internal.schedule.learning.DurationLearning;
import io.github.cameldune.internal.schedule.learning.Priority;
import io.github.cameldune.internal.time.Durations;
import io.github.cameldune.internal.time.Seconds;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * When an execution is polled next: the same for watches and {@code dune:await}. Thread-safe.
 *
 * <p>√age seconds after the last poll. Durations are heavy-tailed, so executions of age a end at a rate of about 1/a;
 * minimising expected delay plus the cost of each request then gives an interval that grows as √a. An execution of a known
 * query is polled when the durations of its query say that a request saves more delay than it costs.
 *
 * <p>After a status never sooner than {@code delay}, and never later than {@code maxPollInterval}; after an error with the
 * backoff of {@link ErrorBackoff}, from half of {@code delay} on.
 */
public final class PollSchedule {

    /**
     * What a request about an execution of a known query costs, in seconds of delay. If permits are short, the priority
     * decides instead.
     */
    private static final double REQUEST_COST = 0.2;

    /** The answer to the submission has the first state: an earlier poll would learn nothing. */
    private static final Duration FIRST_POLL_AGE = Duration.ofSeconds(1);

    private final Duration delay;
    private final Duration maxPollInterval;
    private final boolean adaptive;
    private final DurationLearning learning;
    private final ErrorBackoff backoff;

    /**
     * Intervals lie between {@code delay} and {@code maxPollInterval}, and are the delay if that is longer, or if the
     * schedule is not adaptive.
     *
     * @throws IllegalArgumentException if the delay is not positive
     */
    public PollSchedule(
            Duration delay,
            Duration maxPollInterval,
            boolean adaptive,
            DurationLearning learning,
            ErrorBackoff backoff) {
        if (delay.isZero() || delay.isNegative()) {
            throw new IllegalArgumentException("delay must be positive, not " + delay);
        }
        this.delay = delay;
        this.maxPollInterval = Durations.longer(delay, maxPollInterval);
        this.adaptive = adaptive;
        this.learning = Objects.requireNonNull(learning, "learning");
        this.backoff = Objects.requireNonNull(backoff, "backoff");
    }

    /**
     * The first poll: once the execution is a second old, or {@code delay} if that is shorter; at once if its age is not
     * known; and when the next one is due if another listener had the execution polled already. The query is empty if it is
     * not known.
     */
    public NextPoll first(PolledExecution poll, OptionalLong queryId) {
        if (poll.lastPolled().isPresent()) {
            return poll.errorsInARow() > 0
                    ? afterError(poll.errorsInARow(), null)
                    : afterStatus(queryId, poll.ageAtLastPoll());
        }
        Duration firstAge = Durations.shorter(delay, FIRST_POLL_AGE);
        Duration wait =
                poll.isSubmissionKnown() ? Durations.longer(Duration.ZERO, firstAge.minus(poll.age())) : Duration.ZERO;
        return new NextPoll(wait, adaptive ? learning.after(queryId, Duration.ZERO) : Priority.OF_UNKNOWN);
    }

    /**
     * The next poll after an answer by which the execution goes on, a status or not. The query that a status names counts
     * before the known one, which is empty if there is none.
     */
    public NextPoll after(PolledExecution poll, OptionalLong knownQuery, Answer<ExecutionStatus> answer) {
        if (!answer.isOk()) {
            return afterError(poll.errorsInARow(), answer.retryAfter());
        }
        Long query = answer.value().queryId();
        return afterStatus(query == null ? knownQuery : OptionalLong.of(query), poll.ageAtLastPoll());
    }

    /**
     * The next poll after a status: between {@code delay} and {@code maxPollInterval}. The query is empty if it is not
     * known. The age is of the last poll; a negative one, as a clock that is late can make it, counts as zero.
     */
    NextPoll afterStatus(OptionalLong queryId, Duration age) {
        if (!adaptive) {
            return new NextPoll(delay, Priority.OF_UNKNOWN);
        }
        Duration notNegative = Durations.longer(Duration.ZERO, age);
        Priority priority = learning.after(queryId, notNegative);
        double seconds = Seconds.of(notNegative);
        double wait = priority == Priority.OF_UNKNOWN ? Math.sqrt(seconds) : priority.waitFor(REQUEST_COST, seconds);
        Duration bounded = Durations.shorter(maxPollInterval, Durations.longer(delay, Seconds.toDuration(wait)));
        return new NextPoll(bounded, priority);
    }

    /**
     * The next poll after so many answers in a row that are no status: with backoff and jitter, and not before {@code
     * retryAfter} (null if Dune sent none), of which at most {@code maxPollInterval} counts.
     */
    NextPoll afterError(int errorsInARow, Duration retryAfter) {
        Duration wait = backoff.after(errorsInARow);
        if (retryAfter != null) {
            wait = Durations.longer(wait, Durations.shorter(retryAfter, backoff.cap()));
        }
        return new NextPoll(wait, Priority.OF_UNKNOWN);
    }
}
