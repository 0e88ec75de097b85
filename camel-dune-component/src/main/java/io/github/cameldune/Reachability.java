package io.github.cameldune;

import io.github.cameldune.client.Answer;
import io.github.cameldune.client.AnswerListener;
import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.watch.AskCondition;
import io.github.cameldune.watch.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Whether Dune can be used with a key over a transport, as far as the last requests tell: what producers' health checks
 * go by, since a request of their own would cost budget. Thread-safe.
 *
 * <p>A failure counts for five minutes. A producer that is down gets no work in many set-ups, and so would make no request
 * that could show that Dune can be used again.
 */
final class Reachability implements AnswerListener {

    /** As long as the longest pause of a key. */
    static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);

    private final AskCondition condition = new AskCondition();
    private final InstantSource clock;
    private volatile Instant answeredAt;

    Reachability(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void answered(ExecutionId id, Answer answer) {
        condition.answered(id, answer);
        answeredAt = clock.instant();
    }

    /** The last request's failure; empty if it did not fail, was long ago, or none was made. */
    Optional<Condition.Failure> failure() {
        Instant last = answeredAt;
        return last == null || clock.instant().isAfter(last.plus(FORGOTTEN_AFTER))
                ? Optional.empty()
                : condition.failure();
    }

    /** When the last request ended; empty before the first. */
    Optional<Instant> answeredAt() {
        return Optional.ofNullable(answeredAt);
    }
}
