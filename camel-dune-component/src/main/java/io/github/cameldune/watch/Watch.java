package io.github.cameldune.watch;

import io.github.cameldune.client.ExecutionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What is remembered about one execution, across restarts and nodes. Immutable.
 *
 * @param executionId the execution; not null
 * @param registeredAt when it was added to the watch list, which {@code watchTimeout} counts from; not null
 * @param timeout the {@code watchTimeout} that it was registered with; null for the consumer's
 * @param lastState the full name of the state delivered last; null before the first
 * @param ended true for an execution of the option {@code executionIds} whose watch is over: it stays in the store, so
 *     that a restart does not begin anew
 * @param queryId the query that it is an execution of, if whoever registered it said so; else null
 * @param correlation the headers to carry to each exchange of this execution: strings, booleans and numbers; not null
 */
public record Watch(
        ExecutionId executionId,
        Instant registeredAt,
        Duration timeout,
        String lastState,
        boolean ended,
        Long queryId,
        Map<String, Object> correlation) {

    /**
     * Checks that nothing is missing and copies the headers.
     *
     * @param executionId as of the record
     * @param registeredAt as of the record
     * @param timeout as of the record
     * @param lastState as of the record
     * @param ended as of the record
     * @param queryId as of the record
     * @param correlation as of the record
     */
    public Watch {
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(registeredAt, "registeredAt");
        // most have one header or none, and then a linked map would be a fifth of what a watch takes
        correlation = correlation.size() < 2
                ? Map.copyOf(correlation)
                : Collections.unmodifiableMap(new LinkedHashMap<>(correlation));
    }

    /**
     * A watch that has delivered nothing yet.
     *
     * @param executionId the execution
     * @param now when it is registered
     * @return the watch
     */
    public static Watch of(ExecutionId executionId, Instant now) {
        return new Watch(executionId, now, null, null, false, null, Map.of());
    }

    /**
     * This watch with headers to carry.
     *
     * @param headers strings, booleans and numbers
     * @return a new watch
     */
    public Watch withCorrelation(Map<String, Object> headers) {
        return new Watch(executionId, registeredAt, timeout, lastState, ended, queryId, headers);
    }

    /**
     * This watch with a timeout of its own.
     *
     * @param own from {@link #registeredAt()}; null for the consumer's
     * @return a new watch
     */
    public Watch withTimeout(Duration own) {
        return new Watch(executionId, registeredAt, own, lastState, ended, queryId, correlation);
    }

    /**
     * This watch with the query that it is an execution of: what was learned of the query helps from the first request on.
     *
     * @param query of the execution; null if it is not known
     * @return a new watch
     */
    public Watch withQueryId(Long query) {
        return new Watch(executionId, registeredAt, timeout, lastState, ended, query, correlation);
    }

    OptionalLong query() {
        return queryId == null ? OptionalLong.empty() : OptionalLong.of(queryId);
    }

    /**
     * Whether a header of this value can be carried as it is, through any store.
     *
     * @param value may be null
     * @return true for strings, booleans and finite numbers
     */
    public static boolean canCarry(Object value) {
        return CorrelationJson.isSupported(value);
    }

    Watch delivered(String state) {
        return new Watch(executionId, registeredAt, timeout, state, ended, queryId, correlation);
    }

    Watch over(String state) {
        return new Watch(executionId, registeredAt, timeout, state, true, queryId, correlation);
    }

    boolean isTimedOut(Instant now, Duration standard) {
        // a stored timeout may be anything: added to an instant it could pass the end of time
        return Duration.between(registeredAt, now).compareTo(timeout == null ? standard : timeout) >= 0;
    }
}
