package io.github.cameldune.watch;

import io.github.cameldune.client.ExecutionId;
import io.github.cameldune.client.ExecutionStatus;
import io.github.cameldune.schedule.AgendaItem;
import io.github.cameldune.schedule.AskPlanner;
import io.github.cameldune.schedule.DurationHistory;
import io.github.cameldune.schedule.NextAsk;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** What a status means for the schedule, whoever asked. */
final class Plans {

    private Plans() {}

    /**
     * When to ask again about an execution that goes on.
     *
     * @param planner decides
     * @param item what was asked about
     * @param id its execution
     * @param told the query that it was said to be of, which counts where the status names none
     * @param status what came
     * @param now the time
     * @return when
     */
    static NextAsk next(
            AskPlanner planner,
            AgendaItem<?> item,
            ExecutionId id,
            OptionalLong told,
            ExecutionStatus status,
            Instant now) {
        item.answered();
        if (id.submittedAt().isEmpty()) {
            status.submitted().filter(at -> !at.isAfter(now)).ifPresent(item::submittedAt);
        }
        OptionalLong query = status.queryId() == null ? told : OptionalLong.of(status.queryId());
        return planner.next(query, item.age(now));
    }

    /**
     * Learns from an end how long the query takes.
     *
     * @param history what is learned
     * @param item what was asked about
     * @param status the terminal status
     * @param seenAt when the end was seen, if the execution was seen running before: an end without a time may be long
     *     ago after a restart; else null
     */
    static void learn(DurationHistory history, AgendaItem<?> item, ExecutionStatus status, Instant seenAt) {
        Instant ended = status.ended().orElse(seenAt);
        if (ended != null && status.queryId() != null && !ended.isBefore(item.submittedAt())) {
            history.finished(status.queryId(), Duration.between(item.submittedAt(), ended));
        }
    }
}
