package io.github.cameldune.internal.watch;

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
 * @param registeredAt when it was added to the watch list, which {@code watchTimeout} counts from
 * @param timeout the {@code watchTimeout} that it was registered with; null for the consumer's
 * @param lastState the full name of the state delivered last; null before the first
 * @param pinned true for an execution of the option {@code executionIds}: it stays in the store after its end
 * @param ended true for a pinned one whose watch has ended, so that a restart does not deliver it again
 * @param queryId the query that it is an execution of, if the caller that registered it said so; else null
 * @param correlation the headers to carry to each exchange of this execution: strings, booleans and numbers
 */
public record Watch(
        ExecutionId executionId,
        Instant registeredAt,
        Duration timeout,
        String lastState,
        boolean pinned,
        boolean ended,
        Long queryId,
        Map<String, Object> correlation) {

    /** Checks that nothing is missing and copies the headers. */
    public Watch {
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(registeredAt, "registeredAt");
        // most have one header or none, and then a linked map would be a fifth of what a watch takes
        correlation = correlation.size() < 2
                ? Map.copyOf(correlation)
                : Collections.unmodifiableMap(new LinkedHashMap<>(correlation));
    }

    /** A watch that is registered now and has delivered nothing yet. */
    public static Watch of(ExecutionId executionId, Instant now) {
        return new Watch(executionId, now, null, null, false, false, null, Map.of());
    }

    static Watch pinned(ExecutionId executionId, Instant now) {
        return new Watch(executionId, now, null, null, true, false, null, Map.of());
    }

    /**
     * This watch with what the caller that registers it knows.
     *
     * @param ownTimeout null for the consumer's
     * @param query null if it is not known
     * @param headers as {@link #canCarry} allows
     */
    public Watch with(Duration ownTimeout, Long query, Map<String, Object> headers) {
        return new Watch(executionId, registeredAt, ownTimeout, lastState, pinned, ended, query, headers);
    }

    /**
     * Whether a header of this value can be carried as it is, through any store: strings, booleans and finite numbers of at
     * most 900 digits can. The value may be null.
     */
    public static boolean canCarry(Object value) {
        return CorrelationJson.isSupported(value);
    }

    OptionalLong query() {
        return queryId == null ? OptionalLong.empty() : OptionalLong.of(queryId);
    }

    /** This watch once the transition to a state, by its full name, was delivered. */
    public Watch delivered(String state) {
        return new Watch(executionId, registeredAt, timeout, state, pinned, ended, queryId, correlation);
    }

    /** The mark that stays of a pinned execution, also of one that dune:watch added. */
    Watch ended(String state) {
        return new Watch(executionId, registeredAt, timeout, state, true, true, queryId, correlation);
    }

    Duration timeoutOr(Duration standard) {
        return timeout == null ? standard : timeout;
    }

    /** How long until the timeout, not positive once it is over. */
    Duration untilTimeout(Instant now, Duration standard) {
        Duration limit = timeoutOr(standard);
        try {
            return limit.minus(Duration.between(registeredAt, now));
        } catch (ArithmeticException e) {
            // what is stored may be anything: a limit this long is never over, and one this negative always is
            return limit;
        }
    }
}
