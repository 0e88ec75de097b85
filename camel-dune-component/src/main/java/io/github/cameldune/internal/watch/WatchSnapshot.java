package io.github.cameldune.internal.watch;

import io.github.cameldune.client.ExecutionId;
import java.time.Duration;
import java.time.Instant;

/**
 * A watch at an instant, for consoles.
 *
 * @param state the full name of the state seen last; null before the first
 * @param registeredAt when it was added to the watch list
 * @param age since the execution was submitted, as far as is known
 * @param lastPolled when it was polled last; null if not yet
 * @param nextPoll when it is polled next; null if it is not polled: its end was seen, or the consumer is suspended
 * @param errorsInARow requests that failed since the last that did not
 * @param pending transitions and ends that were found and are not yet delivered and recorded
 * @param deliveriesFailed how often the first of these failed
 */
public record WatchSnapshot(
        ExecutionId executionId,
        String state,
        Instant registeredAt,
        Duration age,
        Instant lastPolled,
        Instant nextPoll,
        int errorsInARow,
        int pending,
        int deliveriesFailed) {}
